import type { LotSlot } from '../../../contract/api/businesses.js';
import { bookingWords } from '../texts/booking.js';

/** As many slots can be looked over at once on a phone. */
const mostAtOnce = 60;
const mostInRow = 120;

export interface SlotRow {
  name: string;
  slots: readonly LotSlot[];
}

/** "A" of "A-07": what stands before the number. */
function rowNameOf(code: string): string {
  let end = code.length;
  while (end > 0 && '0123456789 .-'.includes(code.charAt(end - 1))) end -= 1;
  return code.slice(0, end);
}

const partsOf = (slots: readonly LotSlot[]): SlotRow[] =>
  Array.from({ length: Math.ceil(slots.length / mostAtOnce) }, (_, part) => {
    const some = slots.slice(part * mostAtOnce, (part + 1) * mostAtOnce);
    return {
      name: bookingWords.value.slots.range(some[0]?.code ?? '', some.at(-1)?.code ?? ''),
      slots: some,
    };
  });

/** The slots of a lot by their rows; a small lot is one row. */
export function rowsOf(slots: readonly LotSlot[]): SlotRow[] {
  if (slots.length <= mostAtOnce) return [{ name: '', slots }];
  const rows = new Map<string, LotSlot[]>();
  for (const slot of slots) {
    const name = rowNameOf(slot.code);
    const row = rows.get(name);
    if (row) row.push(slot);
    else rows.set(name, [slot]);
  }
  return [...rows].flatMap(([name, some]) =>
    name === '' || some.length > mostInRow
      ? partsOf(some)
      : [{ name: bookingWords.value.slots.rowOf(name), slots: some }],
  );
}

/** A free slot, rather one that nobody has booked for later. */
export function anyFree(slots: readonly LotSlot[]): LotSlot | undefined {
  const free = slots.filter((slot) => slot.free);
  return (
    free.find(({ freeUntil }) => freeUntil === null) ??
    free.reduce<LotSlot | undefined>(
      (best, slot) => ((slot.freeUntil ?? '') > (best?.freeUntil ?? '') ? slot : best),
      undefined,
    )
  );
}

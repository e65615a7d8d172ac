import '../styles/bays.css';
import { CarFront } from 'lucide-preact';
import type { Lot, LotSlot } from '../../../contract/api/businesses.js';
import { bookingWords } from '../texts/booking.js';
import { serverClock } from '../time/clock.js';
import { formatLotBrief } from '../time/lot-time.js';
import { ZoneNote } from './lot-time.js';

function Bay({ slot: { code, free, freeUntil }, timezone }: { slot: LotSlot; timezone: string }) {
  const t = bookingWords.value.slots;
  return (
    <>
      <span class="bay-code">{code}</span>
      {free ? (
        <span class="bay-note">
          {freeUntil === null ? t.free : t.until(formatLotBrief(freeUntil, timezone, serverClock.now()))}
        </span>
      ) : (
        <CarFront class="bay-car" aria-label={t.taken} />
      )}
    </>
  );
}

const endsOf = (slots: readonly LotSlot[]) => slots.flatMap(({ freeUntil }) => freeUntil ?? []);

/** The slots of a lot, read-only. */
export function BayList({ lot: { slots, timezone } }: { lot: Lot }) {
  return (
    <>
      <ul class="bays" aria-label={bookingWords.value.slots.title}>
        {slots.map((slot) => (
          <li key={slot.id} class={`bay ${slot.free ? 'free' : 'taken'}`}>
            <Bay slot={slot} timezone={timezone} />
          </li>
        ))}
      </ul>
      <ZoneNote instants={endsOf(slots)} timezone={timezone} />
    </>
  );
}

interface ChoiceProps {
  lot: Lot;
  /** Those of the lot to choose from. */
  slots: readonly LotSlot[];
  chosen: string | undefined;
  onChoose: (slotId: string) => void;
}

/** Slots as radio buttons. */
export function BayChoice({ lot: { timezone }, slots, chosen, onChoose }: ChoiceProps) {
  return (
    <fieldset class="choice">
      <legend>{bookingWords.value.slots.choose}</legend>
      <div class="bays">
        {slots.map((slot) => (
          <label key={slot.id} class={`bay ${slot.free ? 'free' : 'taken'}`}>
            <input
              type="radio"
              name="slotId"
              value={slot.id}
              disabled={!slot.free}
              checked={slot.id === chosen}
              onChange={() => {
                onChoose(slot.id);
              }}
            />
            <Bay slot={slot} timezone={timezone} />
          </label>
        ))}
      </div>
      <ZoneNote instants={endsOf(slots)} timezone={timezone} />
    </fieldset>
  );
}

import { useState } from 'preact/hooks';
import type { Lot } from '../../../contract/api/businesses.js';
import { bookingWords } from '../texts/booking.js';
import { BayChoice } from './bays.js';
import { anyFree, rowsOf } from './slot-rows.js';

interface Props {
  lot: Lot;
  chosen: string | undefined;
  onChoose: (slotId: string) => void;
}

/** Chooses a slot: any that is free, or a certain one, by its row where there are too many to look over. */
export function BayPicker({ lot, chosen, onChoose }: Props) {
  const t = bookingWords.value.slots;
  const rows = rowsOf(lot.slots);
  const [wanted, setWanted] = useState<string>();
  const holding = (id: string | undefined) => rows.find(({ slots }) => slots.some((slot) => slot.id === id));
  const row =
    rows.find(({ name }) => name === wanted) ??
    holding(chosen) ??
    rows.find(({ slots }) => slots.some(({ free }) => free)) ??
    rows[0];
  const any = anyFree(lot.slots);
  return (
    <div class="bay-picker">
      <div class="bay-ways">
        <button
          type="button"
          class="quiet"
          disabled={!any}
          onClick={() => {
            if (!any) return;
            setWanted(holding(any.id)?.name);
            onChoose(any.id);
          }}
        >
          {any ? t.any : t.noneFree}
        </button>
        {rows.length > 1 && (
          <label class="bay-row">
            <span class="visually-hidden">{t.row}</span>
            <select
              value={row?.name}
              onChange={(event) => {
                setWanted(event.currentTarget.value);
              }}
            >
              {rows.map(({ name, slots }) => (
                <option key={name} value={name}>
                  {t.rowAndFree(name, slots.filter(({ free }) => free).length)}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      {row && <BayChoice lot={lot} slots={row.slots} chosen={chosen} onChoose={onChoose} />}
      <p class="visually-hidden" role="status">
        {lot.slots.find(({ id }) => id === chosen)?.code}
      </p>
    </div>
  );
}

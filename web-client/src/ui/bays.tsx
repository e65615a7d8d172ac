import '../styles/bays.css';
import { CarFront } from 'lucide-preact';
import type { LotSlot } from '../../../contract/api/businesses.js';
import { formatTime } from '../time/format.js';

function Bay({ code, free, freeUntil }: LotSlot) {
  return (
    <>
      <span class="bay-code">{code}</span>
      {free ? (
        <span class="bay-note">{freeUntil === null ? 'free' : `until ${formatTime(freeUntil)}`}</span>
      ) : (
        <CarFront class="bay-car" aria-label="taken" />
      )}
    </>
  );
}

/** The slots of a lot, read-only. */
export function BayList({ slots }: { slots: readonly LotSlot[] }) {
  return (
    <ul class="bays" aria-label="Slots">
      {slots.map((slot) => (
        <li key={slot.id} class={`bay ${slot.free ? 'free' : 'taken'}`}>
          <Bay {...slot} />
        </li>
      ))}
    </ul>
  );
}

interface ChoiceProps {
  slots: readonly LotSlot[];
  chosen: string | undefined;
  onChoose: (slotId: string) => void;
}

/** The slots of a lot as radio buttons. */
export function BayChoice({ slots, chosen, onChoose }: ChoiceProps) {
  return (
    <fieldset class="choice">
      <legend>Choose a slot</legend>
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
            <Bay {...slot} />
          </label>
        ))}
      </div>
    </fieldset>
  );
}

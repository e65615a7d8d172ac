import { useState } from 'preact/hooks';
import type { OwnSlot } from '../../../contract/api/businesses.js';
import { businessWords } from '../texts/business.js';
import { lotMap } from '../texts/lot-map.js';
import { serverClock } from '../time/clock.js';
import { secondsLeft } from '../time/remaining.js';
import { useEvery } from '../ui/use-every.js';

/** Minutes are shown, so that a thousand tiles need not be drawn each second. */
const tickEveryMs = 10_000;

type State = 'free' | 'taken' | 'retired' | 'leaving';
const states: readonly State[] = ['free', 'taken', 'leaving', 'retired'];

/** `leaving`: retired, and yet taken by a booking that was made before. */
function stateOf({ free, retiredAt }: OwnSlot): State {
  if (retiredAt === null) return free ? 'free' : 'taken';
  return free ? 'retired' : 'leaving';
}

interface Props {
  slots: readonly OwnSlot[];
  chosen: string | undefined;
  onChoose: (slotId: string) => void;
}

/** The slots of a lot as tiles, of which each says how it stands and for how long it is taken. One can be chosen. */
export function SlotMap({ slots, chosen, onChoose }: Props) {
  const [, setTick] = useState(0);
  useEvery(tickEveryMs, () => {
    setTick((count) => count + 1);
  });
  // Of each drawing, and not of the last tick: a slot that has just been taken would have more time than was booked.
  const now = serverClock.now();
  const t = businessWords.value.slots;
  const names = { free: t.free, taken: t.taken, leaving: t.retiredTaken, retired: t.retired };
  return (
    <fieldset class="choice">
      <legend class="hint">{t.choose}</legend>
      <ul class="slot-key">
        {states.map((state) => {
          const count = slots.filter((slot) => stateOf(slot) === state).length;
          return count === 0 ? null : (
            <li key={state} class={`slot-${state}`}>
              {names[state]}: {count}
            </li>
          );
        })}
      </ul>
      <div class="biz-slots">
        {slots.map((slot) => {
          const state = stateOf(slot);
          return (
            <label key={slot.id} class={`chip biz-slot slot-${state}`}>
              <input
                type="radio"
                name="slot"
                checked={slot.id === chosen}
                onChange={() => {
                  onChoose(slot.id);
                }}
              />
              <span>
                <bdi class="strong">{slot.code}</bdi>
                <small>{names[state]}</small>
                {slot.takenUntil !== null && (
                  <small class="slot-left">
                    {lotMap.value.left(Math.ceil(secondsLeft(slot.takenUntil, now) / 60))}
                  </small>
                )}
              </span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}

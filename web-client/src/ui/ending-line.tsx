import type { Expiry } from '../renewals/expiry.js';
import { time } from '../texts/time.js';
import { spokenLeft, timeLeft } from '../time/remaining.js';
import { useSecondsLeft } from './countdown.js';

/** "A-02, Riverside: 2:52 left", ticking. Screen readers hear of milestones only. */
export function EndingLine({ slotCode, lotName, endsAt }: Expiry) {
  const seconds = useSecondsLeft(endsAt);
  return (
    <>
      <span class="ending">
        <span class="ending-what">
          <bdi>{slotCode}</bdi>, <bdi>{lotName}</bdi>
        </span>
        <span class="ending-left" role="timer" aria-label={time.value.timeLeft}>
          {`: ${time.value.stillLeft(timeLeft(seconds))}`}
        </span>
      </span>
      <span class="visually-hidden" aria-live="polite">
        {spokenLeft(seconds)}
      </span>
    </>
  );
}

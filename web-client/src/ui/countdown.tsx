import { useEffect, useId, useState } from 'preact/hooks';
import { time } from '../texts/time.js';
import { serverClock } from '../time/clock.js';
import { clockFace, secondsLeft, spokenLeft } from '../time/remaining.js';

const shortNoticeSeconds = 300;

/** From here on the text contains days, and needs a smaller font to fit the dial. */
const daySeconds = 86_400;

/** Seconds until a server time, updated each second. */
export function useSecondsLeft(endsAt: string): number {
  const [seconds, setSeconds] = useState(() => secondsLeft(endsAt, serverClock.now()));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tick = () => {
      const leftMs = Date.parse(endsAt) - serverClock.now();
      setSeconds(secondsLeft(endsAt, serverClock.now()));
      if (leftMs > 0) timer = setTimeout(tick, leftMs % 1000 || 1000);
    };
    tick();
    return () => {
      clearTimeout(timer);
    };
  }, [endsAt]);
  return seconds;
}

const urgencyOf = (seconds: number) =>
  seconds === 0 ? 'over' : seconds <= shortNoticeSeconds ? 'soon' : 'calm';

/** The remaining time as text. */
export function TimeLeft({ endsAt }: { endsAt: string }) {
  const seconds = useSecondsLeft(endsAt);
  return (
    <span class={`time-left ${urgencyOf(seconds)}`} role="timer" aria-label={time.value.timeLeft}>
      {clockFace(seconds)}
    </span>
  );
}

interface DialProps {
  startsAt: string;
  endsAt: string;
}

/** The remaining time as a dial. The live region announces milestones only. */
export function Dial({ startsAt, endsAt }: DialProps) {
  const seconds = useSecondsLeft(endsAt);
  const maskId = useId();
  const share = Math.min(1, (seconds * 1000) / (Date.parse(endsAt) - Date.parse(startsAt)));
  const ring = { cx: 60, cy: 60, r: 54, pathLength: 120, fill: 'none' };
  return (
    <div class={`dial ${urgencyOf(seconds)}`}>
      <svg viewBox="0 0 120 120" aria-hidden="true">
        <mask id={maskId} maskUnits="userSpaceOnUse" x="0" y="0" width="120" height="120">
          <circle {...ring} stroke="#fff" stroke-width="12" stroke-dasharray={`${share * 120} 120`} />
        </mask>
        <circle {...ring} class="dial-rest" stroke-dasharray="1.2 0.8" />
        <circle {...ring} class="dial-left" stroke-dasharray="1.2 0.8" mask={`url(#${maskId})`} />
      </svg>
      <p class="dial-face">
        <span
          class={`dial-time ${seconds < daySeconds ? '' : 'with-days'}`}
          role="timer"
          aria-label={time.value.timeLeft}
          data-testid="countdown"
        >
          {clockFace(seconds)}
        </span>
        <span class="dial-caption">{seconds === 0 ? time.value.isUpShort : time.value.left}</span>
      </p>
      <p class="visually-hidden" aria-live="polite">
        {spokenLeft(seconds)}
      </p>
    </div>
  );
}

import { serverClock } from '../time/clock.js';
import { time } from '../texts/time.js';
import { foreignZone, formatLotMoment, formatLotRange } from '../time/lot-time.js';

interface RangeProps {
  startsAt: string;
  endsAt: string;
  timezone: string;
}

/** From when to when, by the clocks of the lot. */
export function LotRange({ startsAt, endsAt, timezone }: RangeProps) {
  const { start, end, zone } = formatLotRange(startsAt, endsAt, timezone, serverClock.now());
  return (
    <span class="lot-range">
      <time dateTime={startsAt}>{start}</time> {time.value.to} <time dateTime={endsAt}>{end}</time>
      {zone !== undefined && ` (${zone})`}
    </span>
  );
}

/** A moment, by the clocks of the lot. */
export function LotMoment({ instant, timezone }: { instant: string; timezone: string }) {
  return <time dateTime={instant}>{formatLotMoment(instant, timezone, serverClock.now())}</time>;
}

/** Says once for a list of times whose they are, where the clock of this device shows others. */
export function ZoneNote({ instants, timezone }: { instants: readonly string[]; timezone: string }) {
  const zone = foreignZone(instants, timezone);
  return zone !== undefined && instants.length > 0 ? <p class="hint">{time.value.timesAreIn(zone)}</p> : null;
}

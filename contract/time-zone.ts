const minuteMs = 60_000;

/** Changes of a clock are announced by days, and none turns it by more than this. */
const nearMs = 3 * 60 * minuteMs;

const readable = new Map<string, boolean>();

/** Whether this runtime can print times in a zone. Browsers know those of their own year: a lot's may be younger. */
export function isReadableZone(timezone: string): boolean {
  let isReadable = readable.get(timezone);
  if (isReadable === undefined) {
    try {
      new Intl.DateTimeFormat('en', { timeZone: timezone });
      isReadable = true;
    } catch {
      isReadable = false;
    }
    readable.set(timezone, isReadable);
  }
  return isReadable;
}

const offsets = new Map<string, Intl.DateTimeFormat>();

/** How far the clocks of a time zone are ahead of UTC at a moment. @throws RangeError for a zone that is not known here. */
export function offsetMs(at: Date, timezone: string): number {
  let format = offsets.get(timezone);
  if (!format) {
    format = new Intl.DateTimeFormat('en', { timeZone: timezone, timeZoneName: 'longOffset' });
    offsets.set(timezone, format);
  }
  const name = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours = '0', minutes = '0', seconds = '0'] =
    /^GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(name) ?? [];
  const size = (Number(hours) * 60 + Number(minutes)) * minuteMs + Number(seconds) * 1_000;
  return sign === '-' ? -size : size;
}

/** Another moment at which the clocks of the zone show the same time, in the night in which they are put back. */
export function sameWallClock(at: Date, timezone: string): Date | undefined {
  const beforeMs = offsetMs(new Date(at.getTime() - nearMs), timezone);
  const afterMs = offsetMs(new Date(at.getTime() + nearMs), timezone);
  const putBackMs = beforeMs - afterMs;
  if (putBackMs <= 0) return undefined;
  const wallMs = at.getTime() + offsetMs(at, timezone);
  return [-putBackMs, putBackMs]
    .map((byMs) => new Date(at.getTime() + byMs))
    .find((other) => other.getTime() + offsetMs(other, timezone) === wallMs);
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** A moment as people at the lot read it on their own clock: "21 Nov, 14:05". */
export function localTime(instant: string, timezone: string): string {
  let clock = clocks.get(timezone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-GB', {
      timeZone: timezone,
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
    });
    clocks.set(timezone, clock);
  }
  return clock.format(new Date(instant));
}

/** "5 minutes", "1 hour", "90 seconds": in the largest unit that keeps the number whole. */
export function duration(seconds: number): string {
  const [amount, unit] =
    seconds > 0 && seconds % 3600 === 0
      ? [seconds / 3600, 'hour']
      : seconds > 0 && seconds % 60 === 0
        ? [seconds / 60, 'minute']
        : [seconds, 'second'];
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`;
}

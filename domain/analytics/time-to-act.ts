/** In seconds, ascending. Ten seconds are a tap on the toast; a warning is of use for five minutes. */
export const timeToActBounds = [
  ...[10, 30, 60, 120, 300, 600, 1_800],
  ...[3_600, 6 * 3_600, 24 * 3_600],
] as const;

/**
 * The time within which half of those who acted did, as if they were spread evenly between two bounds; null where nobody did. Where
 * half of them took longer than the last bound, it is that bound.
 * @param within how many acted within each bound but not within the one before, and how many later
 */
export function medianSecondsToAct(within: readonly number[]): number | null {
  const half = within.reduce((sum, count) => sum + count, 0) / 2;
  if (half === 0) return null;
  let before = 0;
  for (const [index, until] of timeToActBounds.entries()) {
    const count = within[index] ?? 0;
    if (before + count >= half) {
      const from = timeToActBounds[index - 1] ?? 0;
      return Math.round(from + (until - from) * ((half - before) / count));
    }
    before += count;
  }
  return timeToActBounds.at(-1) ?? null;
}

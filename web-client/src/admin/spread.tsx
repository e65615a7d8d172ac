import { formatDuration } from '../operations/words.js';
import { admin } from '../texts/admin.js';

interface Props {
  /** How many acted within each bound but not within the one before, and how many later. */
  counts: readonly number[];
  /** In seconds, ascending. */
  bounds: readonly number[];
}

/** How soon people act, as a row of bars from at once to a day later. Its text says the same to those who do not see them. */
export function Spread({ counts, bounds }: Props) {
  const t = admin.value.notifications;
  const highest = Math.max(1, ...counts);
  const step = 100 / counts.length;
  const time = (index: number) => formatDuration((bounds[Math.min(index, bounds.length - 1)] ?? 0) * 1_000);
  const parts = counts
    .map((count, index) => ({
      count,
      text: index < bounds.length ? t.within(count, time(index)) : t.later(count, time(index)),
    }))
    .filter(({ count }) => count > 0)
    .map(({ text }) => text);
  const label = t.spread(parts.join(', '));
  return (
    <svg class="admin-spread" viewBox="0 0 100 100" preserveAspectRatio="none" role="img" aria-label={label}>
      <title>{label}</title>
      {counts.map((count, index) => (
        <rect
          key={index}
          x={index * step + step * 0.12}
          width={step * 0.76}
          y={100 - Math.max(3, (100 * count) / highest)}
          height={Math.max(3, (100 * count) / highest)}
        />
      ))}
    </svg>
  );
}

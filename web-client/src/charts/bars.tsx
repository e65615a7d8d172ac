/** What one period comes to. */
interface Bar {
  startsAt: string;
  value: number;
  /** How much of it is shown as filled. */
  part?: number;
}

interface Props {
  title: string;
  /** Says the same as the bars to those who do not see them. */
  summary: string;
  /** Oldest first; the last one is the current period. */
  bars: readonly Bar[];
  /** What a full bar stands for, at least. */
  leastHighest: number;
  format: (value: number) => string;
  /** Names a period below the bars. */
  axis: (startsAt: string) => string;
}

/** Periods side by side, which grow while one looks. */
export function Bars({ title, summary, bars, leastHighest, format, axis }: Props) {
  const highest = Math.max(leastHighest, ...bars.map(({ value }) => value));
  const step = 100 / Math.max(bars.length, 1);
  const isEmpty = bars.every(({ value }) => value === 0);
  const named = [bars[0], bars[Math.floor(bars.length / 2)], bars.at(-1)];
  const hasParts = bars.some(({ part }) => part !== undefined);
  const rect = (index: number, value: number, className?: string) => (
    <rect
      class={className}
      x={index * step + step * 0.12}
      width={step * 0.76}
      y={0}
      height={100}
      style={{ transform: `scaleY(${value / highest})` }}
    />
  );
  return (
    <figure class={`card hours-chart ${hasParts ? 'has-parts' : ''}`}>
      <figcaption>
        <span class="strong">{title}</span>
        <span class="hint">{summary}</span>
      </figcaption>
      <p class="hours-top" aria-hidden="true">
        {isEmpty ? '' : format(highest)}
      </p>
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" role="img" aria-label={`${title}: ${summary}`}>
        <line class="hours-most" x1="0" x2="100" y1="0.5" y2="0.5" />
        {bars.map(({ startsAt, value, part }, index) => (
          <g key={startsAt} class={index === bars.length - 1 ? 'hours-now' : undefined}>
            {rect(index, value)}
            {part !== undefined && rect(index, part, 'hours-part')}
          </g>
        ))}
      </svg>
      <p class="hours-axis" aria-hidden="true">
        {named.map((bar, index) => (
          <span key={index}>{bar && axis(bar.startsAt)}</span>
        ))}
      </p>
    </figure>
  );
}

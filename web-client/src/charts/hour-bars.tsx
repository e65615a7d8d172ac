import { formatLotBrief } from '../time/lot-time.js';

/** What one hour comes to. */
export interface HourBar {
  startsAt: string;
  value: number;
}

interface Props {
  title: string;
  /** Says the same as the bars to those who do not see them. */
  summary: string;
  /** Oldest first; the last one is the current hour. */
  bars: readonly HourBar[];
  /** What a full bar stands for, at least. */
  leastHighest: number;
  format: (value: number) => string;
  /** Of the lots, whose clocks the hours are named by. */
  timezone: string;
}

/** Hours side by side, which grow while one looks. */
export function HourBars({ title, summary, bars, leastHighest, format, timezone }: Props) {
  const highest = Math.max(leastHighest, ...bars.map(({ value }) => value));
  const step = 100 / Math.max(bars.length, 1);
  const isEmpty = bars.every(({ value }) => value === 0);
  const axis = [bars[0], bars[Math.floor(bars.length / 2)], bars.at(-1)];
  const clock = (bar: HourBar | undefined) =>
    bar && formatLotBrief(bar.startsAt, timezone, Date.parse(bar.startsAt));
  return (
    <figure class="card hours-chart">
      <figcaption>
        <span class="strong">{title}</span>
        <span class="hint">{summary}</span>
      </figcaption>
      <p class="hours-top" aria-hidden="true">
        {isEmpty ? '' : format(highest)}
      </p>
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" role="img" aria-label={`${title}: ${summary}`}>
        <line class="hours-most" x1="0" x2="100" y1="0.5" y2="0.5" />
        {bars.map(({ startsAt, value }, index) => (
          <rect
            key={startsAt}
            class={index === bars.length - 1 ? 'hours-now' : undefined}
            x={index * step + step * 0.12}
            width={step * 0.76}
            y={0}
            height={100}
            style={{ transform: `scaleY(${value / highest})` }}
          />
        ))}
      </svg>
      <p class="hours-axis" aria-hidden="true">
        {axis.map((bar, index) => (
          <span key={index}>{clock(bar)}</span>
        ))}
      </p>
    </figure>
  );
}

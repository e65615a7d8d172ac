import { operationsWords } from '../texts/operations.js';
import { formatSecond } from '../time/format.js';
import { drawChart, type Point } from './chart-path.js';

interface Props {
  label: string;
  points: readonly Point[];
  /** The right edge, in epoch milliseconds. */
  untilMs: number;
  format: (value: number) => string;
  leastHighest?: number;
  isLarge?: boolean;
}

/** The last hour of one figure. Its text says the same to those who do not see it. */
export function Chart({ label, points, untilMs, format, leastHighest, isLarge = false }: Props) {
  const t = operationsWords.value.chart;
  const { line, area, highest, highestAtMs } = drawChart(points, untilMs, leastHighest);
  const now = points.at(-1)?.value ?? null;
  const peakAt = highestAtMs === undefined ? '' : t.at(formatSecond(new Date(highestAtMs).toISOString()));
  const text =
    points.length === 0
      ? t.nothing
      : t.text(now === null ? t.unknownNow : t.now(format(now)), format(highest), peakAt);
  return (
    <figure class={`ops-chart ${isLarge ? 'large' : ''}`}>
      <figcaption aria-hidden="true">
        <span>{label}</span> <span class="ops-peak">{t.max(format(highest))}</span>
      </figcaption>
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" role="img" aria-label={t.label(label, text)}>
        <path class="area" d={area} />
        <path class="line" d={line} />
      </svg>
      {isLarge && (
        <p class="ops-axis" aria-hidden="true">
          <span>{t.hourAgo}</span>
          <span>{t.nowEdge}</span>
        </p>
      )}
    </figure>
  );
}

import type { QueueState } from '../../../contract/operations.js';
import { operationsWords } from '../texts/operations.js';
import { pointsOf } from './chart-path.js';
import { Chart } from './chart.js';
import { samples } from './feed.js';
import { formatCount, formatDuration } from './words.js';

const perMinute = (count: number) => `${formatCount(Math.round(count))}/min`;

const figures = {
  waiting: { format: formatCount, leastHighest: 10 },
  completedPerMinute: { format: perMinute, leastHighest: 10 },
  failed: { format: formatCount, leastHighest: 5 },
  oldestWaitingMs: { format: formatDuration, leastHighest: 1_000 },
} satisfies Partial<Record<keyof QueueState, object>>;

interface Props {
  queue: string;
  of: readonly (keyof typeof figures)[];
  isLarge?: boolean;
}

export function QueueCharts({ queue, of, isLarge = false }: Props) {
  const t = operationsWords.value.figures;
  const labels = { ...t, completedPerMinute: t.done, oldestWaitingMs: t.oldestWaiting };
  const readings = samples.value;
  const untilMs = Date.parse(readings.at(-1)?.at ?? '') || 0;
  return (
    <div class={`ops-charts ${isLarge ? 'large' : ''}`}>
      {of.map((name) => (
        <Chart
          key={name}
          points={pointsOf(readings, (sample) => sample.queues[queue]?.[name])}
          untilMs={untilMs}
          isLarge={isLarge}
          label={labels[name]}
          {...figures[name]}
        />
      ))}
    </div>
  );
}

import type { OperationsSample } from '../../../contract/operations.js';
import { pointsOf } from './chart-path.js';
import { Chart } from './chart.js';
import { samples } from './feed.js';
import { lagVerdict } from './trouble.js';
import { LevelIcon } from './verdict-tag.js';
import { formatDuration } from './words.js';

interface Props {
  label: 'Expiry lag' | 'Warning lag';
  /** What the word is said of. */
  what: string;
  lagMs: number | null;
  of: (sample: OperationsSample) => number | null;
}

/** Whether deadlines are kept: what matters most, and therefore large. */
export function Lag({ label, what, lagMs, of }: Props) {
  const { level, word } = lagVerdict(lagMs);
  const readings = samples.value;
  return (
    <div class={`ops-lag level-${level}`}>
      <div>
        <p class="hint">{what}</p>
        <p class="ops-lag-word" data-testid={label.toLowerCase().replace(' ', '-')}>
          <LevelIcon level={level} /> {word}
        </p>
      </div>
      <Chart
        label={label}
        points={pointsOf(readings, of)}
        untilMs={Date.parse(readings.at(-1)?.at ?? '') || 0}
        format={formatDuration}
        leastHighest={1_000}
      />
    </div>
  );
}

import type { OperationsSample } from '../../../contract/operations.js';
import { operationsWords } from '../texts/operations.js';
import { pointsOf } from './chart-path.js';
import { Chart } from './chart.js';
import { samples } from './feed.js';
import { lagVerdict } from './trouble.js';
import { LevelIcon } from './verdict-tag.js';
import { formatDuration } from './words.js';

interface Props {
  /** Of what it is. */
  kind: 'expiry' | 'warning';
  lagMs: number | null;
  of: (sample: OperationsSample) => number | null;
}

/** Whether deadlines are kept: what matters most, and therefore large. */
export function Lag({ kind, lagMs, of }: Props) {
  const t = operationsWords.value.lag;
  const { level, word } = lagVerdict(lagMs);
  const readings = samples.value;
  return (
    <div class={`ops-lag level-${level}`}>
      <div>
        <p class="hint">{kind === 'expiry' ? t.end : t.warned}</p>
        <p class="ops-lag-word" data-testid={`${kind}-lag`}>
          <LevelIcon level={level} /> {word}
        </p>
      </div>
      <Chart
        label={t[kind]}
        points={pointsOf(readings, of)}
        untilMs={Date.parse(readings.at(-1)?.at ?? '') || 0}
        format={formatDuration}
        leastHighest={1_000}
      />
    </div>
  );
}

import { pointsOf } from './chart-path.js';
import { Chart } from './chart.js';
import { samples } from './feed.js';
import { lagVerdict } from './trouble.js';
import { LevelIcon } from './verdict-tag.js';
import { formatDuration } from './words.js';

/** Whether bookings end on time: what matters most, and therefore large. */
export function ExpiryLag({ expiryLagMs }: { expiryLagMs: number | null }) {
  const { level, word } = lagVerdict(expiryLagMs);
  const readings = samples.value;
  return (
    <div class={`ops-lag level-${level}`}>
      <p class="ops-lag-word" data-testid="expiry-lag">
        <LevelIcon level={level} /> {word}
      </p>
      <Chart
        label="Expiry lag"
        points={pointsOf(readings, (sample) => sample.expiryLagMs)}
        untilMs={Date.parse(readings.at(-1)?.at ?? '') || 0}
        format={formatDuration}
        leastHighest={1_000}
      />
    </div>
  );
}

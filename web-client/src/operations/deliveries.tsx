import type { DeliveryCount } from '../../../contract/operations.js';
import { operationsWords } from '../texts/operations.js';
import { Figure } from './figure.js';
import { formatCount } from './words.js';

const isBad = (outcome: string) => /dead|fail/.test(outcome);

/** What became of notifications within the last hour, a line per channel. */
export function Deliveries({ deliveries }: { deliveries: readonly DeliveryCount[] }) {
  const t = operationsWords.value.deliveries;
  // One that this page does not know yet is shown as it is.
  const labels: Record<string, string | undefined> = t.outcomes;
  const channels = new Map<string, DeliveryCount[]>();
  for (const one of deliveries) channels.set(one.channel, [...(channels.get(one.channel) ?? []), one]);
  if (channels.size === 0) return <p class="hint">{t.none}</p>;
  return (
    <ul class="ops-lines">
      {[...channels].map(([channel, counts]) => (
        <li key={channel}>
          <p class="strong">{channel}</p>
          <dl class="ops-figures">
            {counts.map(({ outcome, count }) => (
              <Figure
                key={outcome}
                label={labels[outcome] ?? outcome}
                level={isBad(outcome) && count > 0 ? 'error' : undefined}
              >
                {formatCount(count)}
              </Figure>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  );
}

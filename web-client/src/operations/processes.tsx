import type { ProcessState } from '../../../contract/operations.js';
import { operationsWords } from '../texts/operations.js';
import { Figure } from './figure.js';
import { formatAgo, formatCount, formatDuration } from './words.js';

/** Heartbeats come every few seconds. */
const missingAfterMs = 15_000;

/** All processes. Ages are by the server's clock, of the moment of the reading. */
export function Processes({ processes, asOf }: { processes: readonly ProcessState[]; asOf: string }) {
  const t = operationsWords.value.figures;
  const ago = (instant: string) => Date.parse(asOf) - Date.parse(instant);
  if (processes.length === 0) return <p class="hint">{operationsWords.value.noProcess}</p>;
  return (
    <ul class="ops-lines">
      {processes.map(({ id, kind, version, startedAt, seenAt, lastWorkAt, sockets }) => (
        <li key={id}>
          <p>
            <span class="strong">{kind}</span> <span class="ops-id">{id}</span>
          </p>
          <dl class="ops-figures">
            <Figure label={t.version}>{version}</Figure>
            <Figure label={t.upFor}>{formatDuration(ago(startedAt))}</Figure>
            <Figure label={t.seen} level={ago(seenAt) > missingAfterMs ? 'error' : undefined}>
              {formatAgo(ago(seenAt))}
            </Figure>
            {kind === 'worker' ? (
              <Figure label={t.lastWork}>
                {lastWorkAt === null ? t.noneYet : formatAgo(ago(lastWorkAt))}
              </Figure>
            ) : (
              <Figure label={t.sockets}>{sockets === null ? '–' : formatCount(sockets)}</Figure>
            )}
          </dl>
        </li>
      ))}
    </ul>
  );
}

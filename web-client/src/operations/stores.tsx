import type { OperationsState } from '../../../contract/operations.js';
import { operationsWords } from '../texts/operations.js';
import { Figure } from './figure.js';
import type { Level } from './trouble.js';
import { VerdictTag } from './verdict-tag.js';
import { formatBytes, formatCount, formatDuration } from './words.js';

const upOrDown = (isUp: boolean) => (
  <VerdictTag
    level={isUp ? 'success' : 'error'}
    word={isUp ? operationsWords.value.figures.up : operationsWords.value.figures.down}
  />
);

/** "12 of 100", and its level near the end. */
function share(
  used: number | null,
  most: number | null,
  format: (n: number) => string,
): [string, Level | undefined] {
  if (used === null) return ['–', undefined];
  if (most === null || most === 0) return [format(used), undefined];
  const level = used / most > 0.95 ? 'error' : used / most > 0.8 ? 'warning' : undefined;
  return [operationsWords.value.figures.of(format(used), format(most)), level];
}

/** The state of PostgreSQL and Redis. */
export function Stores({ postgres, redis }: Pick<OperationsState, 'postgres' | 'redis'>) {
  const t = operationsWords.value.figures;
  const [connections, connectionsLevel] = share(postgres.connections, postgres.maxConnections, formatCount);
  const [memory, memoryLevel] = share(redis.usedBytes, redis.maxBytes, formatBytes);
  const { databaseBytes, replicationLagMs } = postgres;
  const { evictionPolicy, clients } = redis;
  return (
    <ul class="ops-lines">
      <li>
        <p class="ops-store">
          <span class="strong">PostgreSQL</span> {upOrDown(postgres.isUp)}
        </p>
        <dl class="ops-figures">
          <Figure label={t.connections} level={connectionsLevel}>
            {connections}
          </Figure>
          <Figure label={t.size}>{databaseBytes === null ? '–' : formatBytes(databaseBytes)}</Figure>
          <Figure label={t.replicaLag}>
            {replicationLagMs === null ? t.noReplica : formatDuration(replicationLagMs)}
          </Figure>
        </dl>
      </li>
      <li>
        <p class="ops-store">
          <span class="strong">Redis</span> {upOrDown(redis.isUp)}
        </p>
        <dl class="ops-figures">
          <Figure label={t.memory} level={memoryLevel}>
            {memory}
          </Figure>
          <Figure
            label={t.eviction}
            level={evictionPolicy !== null && evictionPolicy !== 'noeviction' ? 'error' : undefined}
          >
            {evictionPolicy ?? '–'}
          </Figure>
          <Figure label={t.clients}>{clients === null ? '–' : formatCount(clients)}</Figure>
        </dl>
      </li>
    </ul>
  );
}

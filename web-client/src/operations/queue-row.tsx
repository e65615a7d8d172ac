import type { QueueState } from '../../../contract/operations.js';
import { operationsWords } from '../texts/operations.js';
import { Figure } from './figure.js';
import { QueueCharts } from './queue-charts.js';
import { troublesOf } from './trouble.js';
import { VerdictTag } from './verdict-tag.js';
import { formatCount, formatDuration } from './words.js';

export function QueueFigures({ queue }: { queue: QueueState }) {
  const t = operationsWords.value.figures;
  const { waiting, active, delayed, failed, completedPerMinute, oldestWaitingMs } = queue;
  return (
    <dl class="ops-figures">
      <Figure label={t.waiting}>{formatCount(waiting)}</Figure>
      <Figure label={t.oldest}>{waiting === 0 ? '–' : formatDuration(oldestWaitingMs)}</Figure>
      <Figure label={t.active}>{formatCount(active)}</Figure>
      <Figure label={t.delayed}>{formatCount(delayed)}</Figure>
      <Figure label={t.failed} level={failed > 0 ? 'error' : undefined}>
        {formatCount(failed)}
      </Figure>
      <Figure label={t.perMinute}>{formatCount(Math.round(completedPerMinute))}</Figure>
    </dl>
  );
}

export function QueueRow({ queue }: { queue: QueueState }) {
  const troubles = troublesOf(queue);
  return (
    <li class={`ops-queue ${troubles.some(({ level }) => level === 'error') ? 'in-trouble' : ''}`}>
      <div class="ops-queue-name">
        <h3>
          <a href={`/operations/queues/${queue.name}`}>{queue.name}</a>
        </h3>
        {troubles.map((trouble) => (
          <VerdictTag key={trouble.word.split(' ')[0]} {...trouble} />
        ))}
      </div>
      <QueueFigures queue={queue} />
      <QueueCharts queue={queue.name} of={['waiting', 'completedPerMinute']} />
    </li>
  );
}

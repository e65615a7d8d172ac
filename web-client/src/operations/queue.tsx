import { Pause, Play } from 'lucide-preact';
import { useState } from 'preact/hooks';
import { pauseQueue, resumeQueue } from '../http/operations.js';
import { operationsWords } from '../texts/operations.js';
import { Page } from '../ui/page.js';
import { Loading } from '../ui/states.js';
import { queues, queuesHeardAt, samples, useOperationsFeed } from './feed.js';
import { Jobs } from './jobs.js';
import { QueueCharts } from './queue-charts.js';
import { QueueFigures } from './queue-row.js';
import { ReadingsTable } from './readings-table.js';
import { mayAct } from './role.js';
import { Section } from './section.js';
import { StaleNotice } from './stale-notice.js';
import { troublesOf } from './trouble.js';
import { useActing } from './use-acting.js';
import { VerdictTag } from './verdict-tag.js';

/** One queue: its figures, its last hour, and its jobs. */
export function Queue({ name }: { name: string }) {
  useOperationsFeed();
  const t = operationsWords.value.queue;
  const [changes, setChanges] = useState(0);
  const acting = useActing(() => {
    setChanges((count) => count + 1);
  });
  const snapshot = queues.value;
  const queue = snapshot?.queues?.find((one) => one.name === name);
  const troubles = queue ? troublesOf(queue) : [];
  return (
    <Page
      title={name}
      above={
        <a class="back" href="/operations">
          <span aria-hidden="true">←</span> {t.all}
        </a>
      }
      below={
        queue && (
          <span class="ops-tags">
            {troubles.length === 0 && (
              <VerdictTag level="success" word={operationsWords.value.verdicts.allWellHere} />
            )}
            {troubles.map((trouble) => (
              <VerdictTag key={trouble.word.split(' ')[0]} {...trouble} />
            ))}
          </span>
        )
      }
    >
      <StaleNotice />
      {acting.shown}
      {queue && mayAct() && <PauseButton name={name} isPaused={queue.paused} ask={acting.ask} />}
      {!snapshot && <Loading what={operationsWords.value.reading} />}
      {snapshot && !queue && <p class="form-error">{snapshot.queues === null ? t.noRedis : t.none}</p>}
      {queue && (
        <Section title={t.now} asOf={snapshot?.asOf} heardAt={queuesHeardAt.value} class="card">
          <QueueFigures queue={queue} />
          <QueueCharts
            queue={name}
            of={['waiting', 'completedPerMinute', 'oldestWaitingMs', 'failed']}
            isLarge
          />
          <ReadingsTable queue={name} samples={samples.value} />
        </Section>
      )}
      <Jobs queue={name} ask={acting.ask} changes={changes} />
    </Page>
  );
}

interface PauseProps {
  name: string;
  isPaused: boolean;
  ask: ReturnType<typeof useActing>['ask'];
}

function PauseButton({ name, isPaused, ask }: PauseProps) {
  const t = operationsWords.value.queue;
  const [verb, detail] = isPaused ? [t.resume, t.resumeDetail] : [t.pause, t.pauseDetail];
  const [send, undo] = isPaused ? [resumeQueue, pauseQueue] : [pauseQueue, resumeQueue];
  const start = () => {
    ask(
      {
        title: () => verb(name),
        button: () => verb(name),
        detail,
        count: 1,
        send: ({ reason }, key) => send(name)({ reason }, key),
      },
      undo(name),
    );
  };
  return (
    <button type="button" class="quiet ops-pause" onClick={start}>
      {isPaused ? <Play aria-hidden="true" /> : <Pause aria-hidden="true" />}{' '}
      {isPaused ? t.resumeThis : t.pauseThis}
    </button>
  );
}

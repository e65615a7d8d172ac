import type { ComponentChildren } from 'preact';
import type { OperationsState, QueuesSnapshot } from '../../../contract/operations.js';
import { operationsWords } from '../texts/operations.js';
import { Page } from '../ui/page.js';
import { Loading } from '../ui/states.js';
import { AlertList } from './alert-list.js';
import { Deliveries } from './deliveries.js';
import { operations, operationsHeardAt, queues, queuesHeardAt, useOperationsFeed } from './feed.js';
import { freshnessOf } from './freshness.js';
import { Lag } from './lag.js';
import { Outbox } from './outbox.js';
import { Processes } from './processes.js';
import { QueueRow } from './queue-row.js';
import { Section } from './section.js';
import { StaleNotice } from './stale-notice.js';
import { Stores } from './stores.js';
import { sayWhatIsWrong, worstFirst, type Verdict } from './trouble.js';
import { useNow } from './use-now.js';
import { LevelIcon } from './verdict-tag.js';

/** What an operator sees first: what is wrong, worst first. */
export function Overview() {
  useOperationsFeed();
  const snapshot = queues.value;
  const state = operations.value;
  return (
    <Page
      title={operationsWords.value.title}
      below={snapshot && <VerdictLine {...sayWhatIsWrong(snapshot, state)} />}
    >
      <StaleNotice />
      {snapshot ? (
        <Figures snapshot={snapshot} state={state} />
      ) : (
        <Loading what={operationsWords.value.reading} />
      )}
    </Page>
  );
}

/** In one sentence. Old news are in no colour. */
function VerdictLine({ level, word }: Verdict) {
  const { isStale } = freshnessOf(queuesHeardAt.value, useNow());
  const shown = isStale ? 'unknown' : level;
  return (
    <span class={`ops-verdict level-${shown}`} data-testid="verdict">
      <LevelIcon level={shown} /> {word}
    </span>
  );
}

interface FiguresProps {
  snapshot: QueuesSnapshot;
  state: OperationsState | undefined;
}

function Figures({ snapshot, state }: FiguresProps) {
  const t = operationsWords.value.sections;
  const ofQueues = { asOf: snapshot.asOf, heardAt: queuesHeardAt.value };
  const ofState = { asOf: state?.asOf, heardAt: operationsHeardAt.value };
  return (
    <>
      {state?.alerts && state.alerts.length > 0 && (
        <Section title={t.alerts} {...ofState}>
          <AlertList alerts={state.alerts} asOf={state.asOf} />
        </Section>
      )}
      <Section title={t.deadlines} {...ofQueues}>
        <div class="ops-lags">
          <Lag kind="expiry" lagMs={snapshot.expiryLagMs} of={({ expiryLagMs }) => expiryLagMs} />
          <Lag kind="warning" lagMs={snapshot.warningLagMs} of={({ warningLagMs }) => warningLagMs} />
        </div>
      </Section>
      <Section title={t.queues} {...ofQueues}>
        <Known part={snapshot.queues}>
          {(queues) => (
            <ul class="ops-queues">
              {worstFirst(queues).map((queue) => (
                <QueueRow key={queue.name} queue={queue} />
              ))}
            </ul>
          )}
        </Known>
      </Section>
      {state && (
        <div class="ops-grid">
          <Section title={t.outbox} {...ofState} class="card">
            <Known part={state.outbox}>{(outbox) => <Outbox {...outbox} />}</Known>
          </Section>
          <Section title={t.stores} {...ofState} class="card">
            <Stores {...state} />
          </Section>
          <Section title={t.processes} {...ofState} class="card">
            <Known part={state.processes}>
              {(processes) => <Processes processes={processes} asOf={state.asOf} />}
            </Known>
          </Section>
          <Section title={t.deliveries} {...ofState} class="card">
            <Known part={state.deliveries}>{(deliveries) => <Deliveries deliveries={deliveries} />}</Known>
          </Section>
        </div>
      )}
    </>
  );
}

interface KnownProps<Part> {
  part: Part | null;
  children: (part: Part) => ComponentChildren;
}

/** A part that the server could not read says so, instead of looking empty. */
function Known<Part>({ part, children }: KnownProps<Part>) {
  if (part === null) return <p class="level-unknown">{operationsWords.value.unread}</p>;
  return <>{children(part)}</>;
}

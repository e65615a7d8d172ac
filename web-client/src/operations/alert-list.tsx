import type { OpenAlert } from '../../../contract/operations.js';
import { language } from '../texts/language.js';
import { operationsWords } from '../texts/operations.js';
import { formatSecond } from '../time/format.js';
import { queues } from './feed.js';
import { alertVerdict } from './trouble.js';
import { LevelIcon } from './verdict-tag.js';
import { formatDuration } from './words.js';

/** The alerts that are open, as the server orders them: critical ones first. One of a queue leads to it. */
export function AlertList({ alerts, asOf }: { alerts: readonly OpenAlert[]; asOf: string }) {
  return (
    <ul class="ops-alerts">
      {alerts.map((alert) => (
        <Alert key={alert.id} alert={alert} asOf={asOf} />
      ))}
    </ul>
  );
}

function Alert({ alert, asOf }: { alert: OpenAlert; asOf: string }) {
  const t = operationsWords.value.alert;
  const { subject, raisedAt } = alert;
  const { level, word } = alertVerdict(alert);
  const isQueue = queues.value?.queues?.some(({ name }) => name === subject) === true;
  return (
    <li class={`ops-alert level-${level}`}>
      <LevelIcon level={level} />
      <div>
        <p class="strong" dir="auto">
          {alert.translations?.[language.value] ?? alert.message}
        </p>
        <p class="hint">
          <span class="ops-severity">{word}</span> {t.lasts}{' '}
          {formatDuration(Date.parse(asOf) - Date.parse(raisedAt))}, {t.since}{' '}
          <time dateTime={raisedAt}>{formatSecond(raisedAt)}</time>
          {isQueue && (
            <>
              {' · '}
              <a href={`/operations/queues/${subject}`}>{t.lookAt(subject)}</a>
            </>
          )}
        </p>
      </div>
    </li>
  );
}

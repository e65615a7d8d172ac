import { RotateCw } from 'lucide-preact';
import type { Webhook, WebhookDelivery } from '../../../contract/api/webhooks.js';
import { sentenceFor } from '../http/problem.js';
import { listDeliveries, sendAgain } from '../http/webhooks.js';
import { changedHere } from '../live/changes.js';
import { webhookWords } from '../texts/webhooks.js';
import { formatInstant } from '../time/format.js';
import { MoreButton } from '../ui/more-button.js';
import { Shown } from '../ui/states.js';
import { useEvery } from '../ui/use-every.js';
import { usePages } from '../ui/use-pages.js';
import { useSubmission } from '../ui/use-submission.js';

/** Nobody is told of an attempt: while something is on its way, it is asked for. */
const askEveryMs = 2_000;

/** What was sent to a webhook, newest first, with each attempt. */
export function DeliveryLog({ webhook }: { webhook: Webhook }) {
  const t = webhookWords.value.log;
  const deliveries = usePages((page, signal) => listDeliveries(webhook.id, page, signal));
  const isOpen = deliveries.data?.items.some(({ endedAt }) => endedAt === null) ?? false;
  return (
    <section>
      <h2>{t.title}</h2>
      {isOpen && <Asking look={deliveries.refresh} />}
      <Shown of={deliveries} what={t.loading}>
        {({ items, isMore }) => (
          <>
            {items.length === 0 && <p class="hint">{t.none}</p>}
            <ul class="hook-log">
              {items.map((delivery) => (
                <DeliveryRow key={delivery.id} delivery={delivery} isOn={webhook.disabledAt === null} />
              ))}
            </ul>
            {isMore && <MoreButton more={deliveries.more} />}
          </>
        )}
      </Shown>
    </section>
  );
}

function Asking({ look }: { look: () => void }) {
  useEvery(askEveryMs, look);
  return null;
}

const tagOf: Record<WebhookDelivery['status'], string> = {
  ...{ due: 'pending', sending: 'pending', sent: 'verified', failed: 'rejected', cancelled: '' },
};

function DeliveryRow({ delivery, isOn }: { delivery: WebhookDelivery; isOn: boolean }) {
  const t = webhookWords.value.log;
  const { id, status, reason, event, title, createdAt, dueAt, endedAt, attempts, isTrue } = delivery;
  const again = useSubmission(sendAgain(id), changedHere);
  const waits = status === 'due' && attempts.length > 0;
  return (
    <li class="card">
      <div class="hook-row">
        <div class="card-text">
          <p class="strong">{title ?? t.test}</p>
          <p class="hint">
            <code>{event}</code> · <time dateTime={createdAt}>{formatInstant(createdAt)}</time>
          </p>
        </div>
        <span class={`tag ${tagOf[status]}`}>{t.status[status]}</span>
      </div>
      {reason !== null && <p class="hint">{t.why[reason] ?? reason}</p>}
      {waits && <p class="hint">{t.next(formatInstant(dueAt))}</p>}
      {again.error !== undefined && (
        <p class="field-error" role="alert">
          {sentenceFor(again.error)}
        </p>
      )}
      <div class="hook-row">
        {attempts.length > 0 && <Attempts delivery={delivery} />}
        {isOn && isTrue && (endedAt !== null || waits) && (
          <button
            type="button"
            class="quiet"
            aria-disabled={again.isBusy}
            onClick={() => void again.submit({})}
          >
            <RotateCw aria-hidden="true" /> {t.again}
          </button>
        )}
      </div>
    </li>
  );
}

function Attempts({ delivery: { attempts } }: { delivery: WebhookDelivery }) {
  const t = webhookWords.value.log;
  return (
    <details>
      <summary>{t.attempts(attempts.length)}</summary>
      <ul class="hook-attempts">
        {attempts.map(({ at, status, error, tookMs }) => (
          <li key={at}>
            <span class="strong">{status ?? t.noAnswer}</span>
            <span>{error === null ? t.accepted : <bdi>{error}</bdi>}</span>
            <span class="hint">
              <time dateTime={at}>{formatInstant(at)}</time> · {t.tookMs(String(tookMs))}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

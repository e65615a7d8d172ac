import { useState } from 'preact/hooks';
import type { Webhook } from '../../../contract/api/webhooks.js';
import { changeWebhook, listWebhooks } from '../http/webhooks.js';
import { ApiProblem } from '../http/problem.js';
import { changedHere } from '../live/changes.js';
import { webhookWords } from '../texts/webhooks.js';
import { formatInstant } from '../time/format.js';
import { Page } from '../ui/page.js';
import { Shown } from '../ui/states.js';
import { useResource } from '../ui/use-resource.js';
import { NotFound } from '../views/not-found.js';
import { DeliveryLog } from './delivery-log.js';
import { SecretOnce } from './secret-once.js';
import { hostOf, StateTag } from './state-tag.js';
import { WebhookActions } from './webhook-actions.js';
import { WebhookForm } from './webhook-form.js';

/** One webhook: how it does, what can be done with it, and what was sent. */
export function WebhookPage({ id }: { id: string }) {
  const t = webhookWords.value;
  const webhooks = useResource(listWebhooks);
  const [secret, setSecret] = useState<string>();
  const [isSaved, setSaved] = useState(false);
  const webhook = webhooks.data?.items.find((one) => one.id === id);
  const isGone =
    (webhooks.data !== undefined && webhook === undefined) ||
    (webhooks.error instanceof ApiProblem && webhooks.error.status === 404);
  if (isGone) return <NotFound />;
  return (
    <Page
      title={webhook ? hostOf(webhook.url) : t.title}
      above={
        <a class="back" href="/business/webhooks">
          <span aria-hidden="true">←</span> {t.title}
        </a>
      }
    >
      <Shown of={webhooks} what={t.loading}>
        {({ events }) =>
          webhook && (
            <>
              <State webhook={webhook} />
              <WebhookActions webhook={webhook} rotated={setSecret} />
              {secret !== undefined && (
                <SecretOnce
                  key={secret}
                  secret={secret}
                  kept={() => {
                    setSecret(undefined);
                  }}
                />
              )}
              <details class="card hook-settings">
                <summary>{t.settings}</summary>
                <WebhookForm
                  webhook={webhook}
                  events={events}
                  action={t.save}
                  send={changeWebhook(id)}
                  done={() => {
                    setSaved(true);
                    changedHere();
                  }}
                />
                <p class="hint" role="status">
                  {isSaved ? t.saved : ''}
                </p>
              </details>
              <DeliveryLog webhook={webhook} />
            </>
          )
        }
      </Shown>
    </Page>
  );
}

function State({ webhook }: { webhook: Webhook }) {
  const t = webhookWords.value;
  const { disabledReason, failingSince, oldSecretUntil } = webhook;
  return (
    <div class="hook-state">
      <StateTag webhook={webhook} />
      {disabledReason !== null && <p>{t.off[disabledReason]}</p>}
      {disabledReason === null && failingSince !== null && (
        <p>{t.failingSince(formatInstant(failingSince))}</p>
      )}
      {oldSecretUntil !== null && <p class="hint">{t.twoSecrets(formatInstant(oldSecretUntil))}</p>}
    </div>
  );
}

import { ChevronRight } from 'lucide-preact';
import { useState } from 'preact/hooks';
import type { Webhook } from '../../../contract/api/webhooks.js';
import { createWebhook, listWebhooks } from '../http/webhooks.js';
import { changedHere } from '../live/changes.js';
import { businessWords } from '../texts/business.js';
import { webhookWords } from '../texts/webhooks.js';
import { Page } from '../ui/page.js';
import { Shown } from '../ui/states.js';
import { useResource } from '../ui/use-resource.js';
import { SecretOnce } from './secret-once.js';
import { hostOf, StateTag } from './state-tag.js';
import { WebhookForm } from './webhook-form.js';

/** The webhooks of an owner, and a form for another one. */
export function WebhooksPage() {
  const t = webhookWords.value;
  const webhooks = useResource(listWebhooks);
  const [made, setMade] = useState<{ id: string; secret: string }>();
  return (
    <Page
      title={t.title}
      above={
        <a class="back" href="/business">
          <span aria-hidden="true">←</span> {businessWords.value.title}
        </a>
      }
      below={t.lead}
    >
      <Shown of={webhooks} what={t.loading}>
        {({ items, most, events }) => (
          <>
            {items.length > 0 && (
              <ul class="cards">
                {items.map((webhook) => (
                  <WebhookCard key={webhook.id} webhook={webhook} />
                ))}
              </ul>
            )}
            {made ? (
              <SecretOnce
                secret={made.secret}
                kept={() => {
                  setMade(undefined);
                }}
              />
            ) : most !== null && items.length >= most ? (
              <p class="hint">{t.most(items.length)}</p>
            ) : (
              <section class="card biz-form">
                <h2>{t.add}</h2>
                <WebhookForm
                  events={events}
                  action={t.create}
                  send={createWebhook}
                  done={(webhook) => {
                    setMade(webhook);
                    changedHere();
                  }}
                />
              </section>
            )}
          </>
        )}
      </Shown>
    </Page>
  );
}

function WebhookCard({ webhook }: { webhook: Webhook }) {
  const t = webhookWords.value;
  const { id, url, events } = webhook;
  return (
    <li class="card lot-card">
      <div class="card-text">
        <a class="card-link strong hook-url" href={`/business/webhooks/${id}`}>
          <bdi>{hostOf(url)}</bdi>
        </a>
        <p class="hint">{events === null ? t.all : t.chosen(events.length)}</p>
      </div>
      <StateTag webhook={webhook} />
      <ChevronRight class="chevron" aria-hidden="true" />
    </li>
  );
}

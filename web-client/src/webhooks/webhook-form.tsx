import { useState } from 'preact/hooks';
import type { Webhook, WebhookBody, Webhooks } from '../../../contract/api/webhooks.js';
import { webhookWords } from '../texts/webhooks.js';
import { Choice, faultOf, Field, Form, textOf } from '../ui/form.js';
import { problems } from '../texts/problems.js';
import { useSubmission } from '../ui/use-submission.js';

interface Props<Answer> {
  /** What it is now, where it is to be changed. */
  webhook?: Webhook;
  events: Webhooks['events'];
  /** What the button says. */
  action: string;
  send: (body: WebhookBody, idempotencyKey: string) => Promise<Answer>;
  done: (answer: Answer) => void;
}

/** Asks where requests are sent, and of which events. */
export function WebhookForm<Answer>({ webhook, events, action, send, done }: Props<Answer>) {
  const t = webhookWords.value;
  const [which, setWhich] = useState(webhook?.events ? 'some' : 'all');
  const { submit, isBusy, error } = useSubmission(send, done);
  const fault = faultOf(error, 'events');
  return (
    <Form
      error={error}
      fields={['url', 'events']}
      onSubmit={(form) => {
        const chosen = form.getAll('events').map(String);
        void submit({ url: textOf(form, 'url').trim(), events: which === 'all' ? null : chosen });
      }}
    >
      <Field
        label={t.url}
        name="url"
        type="url"
        inputMode="url"
        autoComplete="off"
        spellcheck={false}
        maxLength={2_000}
        defaultValue={webhook?.url}
        hint={t.urlHint}
        missing={t.urlMissing}
        error={error}
      />
      <Choice
        legend={t.which}
        name="which"
        value={which}
        onChange={setWhich}
        options={[
          { value: 'all', label: t.all },
          { value: 'some', label: t.some },
        ]}
        error={fault && problems.value.field(fault)}
      />
      {which === 'some' && (
        <fieldset class="choice">
          <legend class="visually-hidden">{t.events}</legend>
          <div class="hook-events">
            {events.map(({ event, title }) => (
              <label class="check" key={event}>
                <input
                  type="checkbox"
                  name="events"
                  value={event}
                  defaultChecked={webhook?.events?.includes(event) ?? false}
                />
                {title}
              </label>
            ))}
          </div>
        </fieldset>
      )}
      <div class="row biz-buttons">
        <button type="submit" class="primary" aria-disabled={isBusy}>
          {action}
        </button>
      </div>
    </Form>
  );
}

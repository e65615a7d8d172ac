import { KeyRound, Power, Send, Trash2 } from 'lucide-preact';
import { useLocation } from 'preact-iso';
import type { Webhook } from '../../../contract/api/webhooks.js';
import { sentenceFor } from '../http/problem.js';
import { changeWebhook, removeWebhook, rotateSecret, testWebhook } from '../http/webhooks.js';
import { changedHere } from '../live/changes.js';
import { webhookWords } from '../texts/webhooks.js';
import { notify } from '../toasts/notify.js';
import { useSubmission } from '../ui/use-submission.js';

interface Props {
  webhook: Webhook;
  rotated: (secret: string) => void;
}

/** What can be done with a webhook. What cannot be undone is asked for first. */
export function WebhookActions({ webhook: { id, disabledAt }, rotated }: Props) {
  const t = webhookWords.value;
  const { route } = useLocation();
  const isOn = disabledAt === null;
  const test = useSubmission(testWebhook(id), changedHere);
  const turn = useSubmission(changeWebhook(id), changedHere);
  const error = test.error ?? turn.error;
  const rotate = () => {
    notify.confirm({
      ...{ title: t.rotateTitle, detail: t.rotateDetail, action: t.rotateNow, keep: t.back },
      async act(_, key) {
        const { secret } = await rotateSecret(id)({ revoke: false }, key);
        return () => {
          rotated(secret);
          changedHere();
        };
      },
    });
  };
  const remove = () => {
    notify.confirm({
      ...{ title: t.removeTitle, detail: t.removeDetail, action: t.removeNow, keep: t.back },
      async act() {
        await removeWebhook(id);
        return () => {
          route('/business/webhooks', true);
          changedHere();
        };
      },
    });
  };
  return (
    <>
      {error !== undefined && (
        <p class="form-error" role="alert">
          {sentenceFor(error)}
        </p>
      )}
      <div class="hook-actions">
        {isOn && (
          <button
            type="button"
            class="primary"
            aria-disabled={test.isBusy}
            onClick={() => void test.submit({})}
          >
            <Send aria-hidden="true" /> {t.test}
          </button>
        )}
        <button
          type="button"
          class={isOn ? 'quiet' : 'primary'}
          aria-disabled={turn.isBusy}
          onClick={() => void turn.submit({ enabled: !isOn })}
        >
          <Power aria-hidden="true" /> {isOn ? t.switchOff : t.switchOn}
        </button>
        <button type="button" class="quiet" onClick={rotate}>
          <KeyRound aria-hidden="true" /> {t.rotate}
        </button>
        <button type="button" class="quiet" onClick={remove}>
          <Trash2 aria-hidden="true" /> {t.remove}
        </button>
      </div>
    </>
  );
}

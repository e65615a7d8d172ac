import { Send } from 'lucide-preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Audience, Broadcast, BroadcastBody } from '../../../contract/api/broadcasts.js';
import type { NotificationType } from '../../../contract/notification.js';
import { countAudience, sendBroadcast } from '../http/admin.js';
import { admin } from '../texts/admin.js';
import { Choice, faultOf, Field, Form } from '../ui/form.js';
import { TypeIcon } from '../ui/type-icon.js';
import { useResource } from '../ui/use-resource.js';
import { useSubmission } from '../ui/use-submission.js';

const optionsOf = (names: Record<string, string>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));

const empty: BroadcastBody = { title: '', message: '', type: 'info', audience: 'everyone' };

/** What is to be said, how it will look, and to how many people; it is sent by a second press, which names their number. */
export function BroadcastForm({ done }: { done: () => void }) {
  const t = admin.value.broadcasts;
  const [body, setBody] = useState(empty);
  const [isAsking, setAsking] = useState(false);
  const confirmation = useRef<HTMLButtonElement>(null);
  const { submit, isBusy, error } = useSubmission<BroadcastBody, Broadcast>(sendBroadcast, done);
  const change = (part: Partial<BroadcastBody>) => {
    setBody((before) => ({ ...before, ...part }));
    setAsking(false);
  };
  useEffect(() => {
    if (isAsking) confirmation.current?.focus();
  }, [isAsking]);
  useEffect(() => {
    if (error !== undefined) setAsking(false);
  }, [error]);
  return (
    <div class="admin-broadcast">
      <section class="card">
        <Form
          error={error}
          fields={['title', 'message']}
          onSubmit={() => {
            if (isAsking) void submit(body);
            else setAsking(true);
          }}
        >
          <Choice
            legend={t.who}
            name="audience"
            options={optionsOf(t.audiences)}
            value={body.audience}
            onChange={(audience) => {
              change({ audience: audience as Audience });
            }}
          />
          <Choice
            legend={t.what}
            name="type"
            options={optionsOf(t.types)}
            value={body.type}
            onChange={(type) => {
              change({ type: type as NotificationType });
            }}
          />
          <Field
            label={t.titleField}
            name="title"
            autoComplete="off"
            maxLength={120}
            missing={t.titleMissing}
            value={body.title}
            onInput={(event) => {
              change({ title: event.currentTarget.value });
            }}
            error={error}
          />
          <Message
            value={body.message}
            onInput={(message) => {
              change({ message });
            }}
            error={error}
          />
          <Audience key={body.audience} audience={body.audience}>
            {(recipients) =>
              isAsking ? (
                <div class="row">
                  <button type="submit" class="primary" ref={confirmation} aria-disabled={isBusy}>
                    <Send aria-hidden="true" /> {t.sendNow(recipients)}
                  </button>
                  <button
                    type="button"
                    class="quiet"
                    onClick={() => {
                      setAsking(false);
                    }}
                  >
                    {t.back}
                  </button>
                </div>
              ) : (
                <button type="submit" class="primary wide">
                  {t.send}
                </button>
              )
            }
          </Audience>
        </Form>
      </section>
      <Preview {...body} />
    </div>
  );
}

interface AudienceProps {
  audience: Audience;
  /** @param recipients undefined while they are being counted. */
  children: (recipients: number | undefined) => preact.ComponentChildren;
}

/** How many people will be told, counted when the page is opened and the audience chosen. */
function Audience({ audience, children }: AudienceProps) {
  const t = admin.value.broadcasts;
  const { data } = useResource((signal) => countAudience(audience, signal));
  return (
    <>
      <p role="status" class="hint">
        {data === undefined ? t.counting : t.reaches(data.recipients)}
      </p>
      {children(data?.recipients)}
    </>
  );
}

interface MessageProps {
  value: string;
  onInput: (message: string) => void;
  error: unknown;
}

function Message({ value, onInput, error }: MessageProps) {
  const id = useId();
  const fault = faultOf(error, 'message');
  const t = admin.value.broadcasts;
  const words = value.trim() === '' ? t.messageMissing : t.messageFault(fault?.message ?? '');
  return (
    <div class="field">
      <label for={id}>{t.message}</label>
      <textarea
        id={id}
        name="message"
        rows={3}
        maxLength={1000}
        value={value}
        aria-invalid={fault !== undefined}
        aria-describedby={fault && `${id}-error`}
        onInput={(event) => {
          // A message is one line, since toasts have few.
          onInput(event.currentTarget.value.replaceAll('\n', ' '));
        }}
      />
      {fault && (
        <p class="field-error" id={`${id}-error`}>
          {words}
        </p>
      )}
    </div>
  );
}

/** As people will see it. */
const Preview = ({ type, title, message }: BroadcastBody) => (
  <section class="admin-preview" aria-label={admin.value.broadcasts.preview}>
    <p class="hint">{admin.value.broadcasts.how}</p>
    <div class={`toast ${type}`} data-type={type}>
      <TypeIcon type={type} />
      <div class="toast-text">
        <p class="strong toast-lines" dir="auto">
          {title || admin.value.broadcasts.titleField}
        </p>
        <p class="toast-whole" dir="auto">
          {message || admin.value.broadcasts.message}
        </p>
      </div>
    </div>
  </section>
);

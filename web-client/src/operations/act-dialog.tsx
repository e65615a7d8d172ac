import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { OperatorAction } from '../../../contract/api/operations.js';
import { operationsWords } from '../texts/operations.js';
import { Field, Form, textOf } from '../ui/form.js';
import { Modal } from '../ui/modal.js';
import { useSubmission } from '../ui/use-submission.js';
import { newCountIn, reasonMissing } from './count-changed.js';

/** What an operator is about to do. */
export interface Act {
  /** With the number of jobs that it will touch, where it has one. */
  title: (count: number) => string;
  button: (count: number) => string;
  /** What it is limited to, or what follows from it. */
  detail?: string;
  count: number;
  isDangerous?: boolean;
  send: (body: { reason: string; expected: number }, idempotencyKey: string) => Promise<OperatorAction>;
}

interface Props {
  act: Act;
  done: (action: OperatorAction, reason: string) => void;
  close: () => void;
}

/** Asks for a reason and for confirmation. */
export function ActDialog({ act, done, close }: Props) {
  const t = operationsWords.value.act;
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const [count, setCount] = useState(act.count);
  const [isReasonMissing, setReasonMissing] = useState(false);
  const reason = useRef('');
  const action = useSubmission(act.send, (answer) => {
    dialog.current?.close();
    done(answer, reason.current);
  });
  const newCount = newCountIn(action.error);
  useEffect(() => {
    if (newCount !== undefined) setCount(newCount);
  }, [action.error]);

  const submit = (form: FormData) => {
    reason.current = textOf(form, 'reason').trim();
    setReasonMissing(reason.current === '');
    if (reason.current !== '') void action.submit({ reason: reason.current, expected: count });
  };
  const error = isReasonMissing ? reasonMissing : action.error;
  return (
    <Modal
      dialog={dialog}
      labelledBy={`${id}-title`}
      {...(act.detail === undefined ? {} : { describedBy: `${id}-detail` })}
      close={close}
    >
      <h2 id={`${id}-title`}>{act.title(count)}</h2>
      {act.detail && (
        <p class="hint" id={`${id}-detail`}>
          {act.detail}
        </p>
      )}
      {newCount !== undefined && (
        <p class="ops-count-changed" role="alert">
          {t.countChanged(newCount)}
        </p>
      )}
      <Form error={newCount === undefined ? error : undefined} fields={['reason']} onSubmit={submit}>
        <Field
          label={t.why}
          name="reason"
          hint={t.whyHint}
          maxLength={300}
          autoComplete="off"
          missing={t.whyMissing}
          autoFocus
          error={error}
        />
        <div class="row">
          <button type="submit" class={act.isDangerous ? 'danger' : 'primary'} aria-disabled={action.isBusy}>
            {action.isBusy ? t.moment : act.button(count)}
          </button>
          <button type="button" class="quiet" onClick={() => dialog.current?.close()}>
            {t.cancel}
          </button>
        </div>
      </Form>
    </Modal>
  );
}

import { useId, useRef } from 'preact/hooks';
import { confirmation as texts } from '../texts/confirmation.js';
import { asked, type Question } from '../toasts/notify.js';
import { Field, Form, textOf } from './form.js';
import { Modal } from './modal.js';
import { useSubmission } from './use-submission.js';

/** Where `notify.confirm` asks. */
export default function Confirmation() {
  const open = asked.value;
  return open ? <Asking key={open.turn} {...open.question} /> : null;
}

/** A question whose safe answer has the focus, unless a reason is to be typed. */
function Asking({ title, detail, action, keep, reason, act }: Question) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const { submit, isBusy, error } = useSubmission<{ reason: string }, () => void>(
    (body, key) => act(body.reason, key),
    (changePage) => {
      dialog.current?.close();
      changePage();
    },
  );
  return (
    <Modal
      dialog={dialog}
      labelledBy={`${id}-title`}
      {...(detail === undefined ? {} : { describedBy: `${id}-detail` })}
      close={() => {
        asked.value = undefined;
      }}
    >
      <h2 id={`${id}-title`}>{title}</h2>
      {detail && <p id={`${id}-detail`}>{detail}</p>}
      <Form
        error={error}
        fields={['reason']}
        onSubmit={(form) => void submit({ reason: textOf(form, 'reason').trim() })}
      >
        {reason && (
          <Field
            label={reason.label}
            name="reason"
            hint={reason.hint}
            missing={reason.missing}
            maxLength={reason.maxLength}
            autoComplete="off"
            autoFocus
            error={error}
          />
        )}
        <div class="row">
          <button type="submit" class="danger" aria-disabled={isBusy}>
            {isBusy ? texts.value.busy : action}
          </button>
          <button type="button" class="quiet" autoFocus={!reason} onClick={() => dialog.current?.close()}>
            {keep}
          </button>
        </div>
      </Form>
    </Modal>
  );
}

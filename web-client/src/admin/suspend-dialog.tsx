import { useId, useRef } from 'preact/hooks';
import type { ManagedAccount } from '../../../contract/api/accounts.js';
import type { ReasonBody } from '../../../contract/api/payments.js';
import { reinstateAccount, suspendAccount } from '../http/admin.js';
import { changedHere } from '../live/changes.js';
import { admin } from '../texts/admin.js';
import { say } from '../toasts/toasts.js';
import { Field, Form, textOf } from '../ui/form.js';
import { Modal } from '../ui/modal.js';
import { useSubmission } from '../ui/use-submission.js';

interface Props {
  account: ManagedAccount;
  close: () => void;
}

/** Asks for a reason and for confirmation. */
export function SuspendDialog({ account, close }: Props) {
  const { id, name, role, suspendedAt } = account;
  const isSuspending = suspendedAt === null;
  const t = admin.value.suspending;
  const consequences =
    role === 'owner' ? [t.suspendingOwner, t.reinstatingOwner] : [t.suspendingUser, t.reinstatingUser];
  const dialog = useRef<HTMLDialogElement>(null);
  const ids = useId();
  const { submit, isBusy, error } = useSubmission<ReasonBody, ManagedAccount>(
    (isSuspending ? suspendAccount : reinstateAccount)(id),
    () => {
      dialog.current?.close();
      say({
        type: 'success',
        title: isSuspending ? t.isSuspended : t.isReinstated,
        message: isSuspending ? t.signedOut(name) : t.mayReturn(name),
      });
      changedHere();
    },
  );
  return (
    <Modal dialog={dialog} labelledBy={`${ids}-title`} describedBy={`${ids}-detail`} close={close}>
      <h2 id={`${ids}-title`}>{isSuspending ? t.suspendWhom : t.reinstateWhom}</h2>
      <p class="strong">
        <bdi>{name}</bdi>
      </p>
      <p class="hint" id={`${ids}-detail`}>
        {isSuspending ? consequences[0] : consequences[1]}
      </p>
      <Form
        error={error}
        fields={['reason']}
        onSubmit={(form) => void submit({ reason: textOf(form, 'reason') })}
      >
        <Field
          label={t.why}
          name="reason"
          hint={t.whyHint}
          missing={t.whyMissing}
          maxLength={500}
          autoComplete="off"
          autoFocus
          error={error}
        />
        <div class="row">
          <button type="submit" class={isSuspending ? 'danger' : 'primary'} aria-disabled={isBusy}>
            {isSuspending ? t.suspend : t.reinstate}
          </button>
          <button type="button" class="quiet" onClick={() => dialog.current?.close()}>
            {t.back}
          </button>
        </div>
      </Form>
    </Modal>
  );
}

import type { Payment } from '../../../contract/api/payments.js';
import { exchange } from '../http/exchange.js';
import { verifyPayment } from '../http/payments.js';
import { sentenceFor } from '../http/problem.js';
import { Submission } from '../http/submission.js';
import { changedHere, somethingChanged } from '../live/changes.js';
import { unlessElsewhere } from '../session/exclusively.js';
import { accessToken } from '../session/credentials.js';
import { StoredList } from '../stored-list.js';
import { payments as texts } from '../texts/payments.js';
import { formatMoney } from '../time/money.js';
import { notify } from '../toasts/notify.js';
import type { ToastList } from '../toasts/toast-list.js';
import { showFailure } from './failures.js';
import { OpenVerifications, undoForMs, type OpenVerification } from './open-verifications.js';

const slotOf = ({ key }: Pick<OpenVerification, 'key'>) => `verification:${key}`;

/** Verifications over HTTP, with toasts that offer to take them back. @returns them, and what ends them with the session. */
export function verificationsOf(
  userId: string,
  toasts: ToastList,
): { verifications: OpenVerifications; stop: () => void } {
  const bodyOf = ({ amount }: OpenVerification) => ({ amount });
  const say = (
    open: OpenVerification,
    toast: { type: 'success' | 'info' | 'warning' | 'error'; title: string; message: string },
  ) => {
    toasts.put({ slot: slotOf(open), link: `/bookings/${open.bookingId}`, ...toast });
  };
  const verifications: OpenVerifications = new OpenVerifications({
    store: new StoredList<OpenVerification>(`parkmate.verifications.${userId}`),
    now: () => Date.now(),
    send: (open) =>
      new Submission<object, Payment>(() => verifyPayment(open.paymentId)(bodyOf(open))).run({}),
    async sendLeaving(open) {
      const path = `/payments/${open.paymentId}/verify`;
      await exchange({
        method: 'POST',
        path,
        body: bodyOf(open),
        token: accessToken.peek(),
        keepalive: true,
      });
    },
    unlessElsewhere,
    isHeld: (open) => toasts.isHeld.peek() && toasts.at(slotOf(open)) !== undefined,
    begun(open) {
      const t = texts.value;
      toasts.put({
        slot: slotOf(open),
        type: 'success',
        title: t.verified(open.slotCode),
        message: formatMoney(open.amount, open.currency),
        // Longer than it waits, so that it does not go before it is sent.
        ms: 2 * undoForMs,
        action: {
          label: t.undo,
          run: () => {
            takeBack(verifications, open);
          },
        },
      });
    },
    over(open) {
      const shown = toasts.at(slotOf(open));
      if (shown?.action) toasts.dismiss(slotOf(open));
    },
    verified(open, wasDelayed) {
      changedHere();
      if (wasDelayed) say(open, { type: 'success', title: texts.value.verified(open.slotCode), message: '' });
    },
    delayed(open) {
      const t = texts.value;
      say(open, { type: 'warning', title: t.notVerifiedYet(open.slotCode), message: t.sentLater });
    },
    refused(open, error) {
      somethingChanged();
      if (showFailure(open.paymentId, error)) return;
      say(open, {
        type: 'error',
        title: texts.value.notVerified(open.slotCode),
        message: sentenceFor(error),
      });
    },
  });
  const controller = new AbortController();
  const { signal } = controller;
  const leave = () => {
    verifications.leave();
  };
  window.addEventListener('pagehide', leave, { signal });
  document.addEventListener(
    'visibilitychange',
    () => {
      if (document.visibilityState === 'hidden') leave();
    },
    { signal },
  );
  window.addEventListener(
    'storage',
    () => {
      verifications.look();
    },
    { signal },
  );
  return {
    verifications,
    stop() {
      controller.abort();
      leave();
    },
  };
}

/** Takes a verification back, and says so. */
export function takeBack(verifications: OpenVerifications, open: OpenVerification): void {
  const title = texts.value.undone(open.slotCode);
  if (verifications.undo(open)) notify.say({ type: 'info', title, message: '' });
}

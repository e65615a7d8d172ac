import { Undo2 } from 'lucide-preact';
import { payments as texts } from '../texts/payments.js';
import type { OpenVerification, OpenVerifications } from '../verifications/open-verifications.js';
import { takeBack } from '../verifications/verifications.js';

interface Props {
  verifications: OpenVerifications;
  open: OpenVerification;
}

/** That a payment is verified, and for a moment the way back. */
export function OpenVerificationLine({ verifications, open }: Props) {
  const t = texts.value;
  return (
    <div class="row verified-line">
      <p class="tag verified">{verifications.isLate(open) ? t.waits : t.isVerified}</p>
      {verifications.isUndoable(open) && (
        <button
          type="button"
          class="quiet"
          aria-label={t.undoOf(open.slotCode)}
          onClick={() => {
            takeBack(verifications, open);
          }}
        >
          <Undo2 aria-hidden="true" /> {t.undo}
        </button>
      )}
    </div>
  );
}

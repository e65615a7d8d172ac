import { Ban } from 'lucide-preact';
import { useState } from 'preact/hooks';
import type { Booking } from '../../../contract/api/bookings.js';
import type { ReasonBody } from '../../../contract/api/payments.js';
import { declineBooking } from '../http/payments.js';
import { changedHere } from '../live/changes.js';
import { businessWords } from '../texts/business.js';
import { Field, Form, textOf } from '../ui/form.js';
import { useSubmission } from '../ui/use-submission.js';

interface Props {
  booking: Booking;
  declined: (booking: Booking) => void;
}

/** Ends a booking at once. Asks why first, which the driver reads. */
export function DeclineForm({ booking, declined }: Props) {
  const t = businessWords.value.bookings;
  const [isAsking, setAsking] = useState(false);
  const { submit, isBusy, error } = useSubmission<ReasonBody, Booking>(
    declineBooking(booking.id),
    (changed) => {
      declined(changed);
      changedHere();
    },
  );
  if (!isAsking) {
    return (
      <button
        type="button"
        class="quiet"
        onClick={() => {
          setAsking(true);
        }}
      >
        <Ban aria-hidden="true" /> {t.decline}
      </button>
    );
  }
  return (
    <Form
      error={error}
      fields={['reason']}
      onSubmit={(form) => void submit({ reason: textOf(form, 'reason') })}
    >
      <Field
        label={t.declineWhy}
        name="reason"
        hint={t.declineHint}
        autoComplete="off"
        maxLength={500}
        autoFocus
        error={error}
      />
      <div class="row">
        <button type="submit" class="danger" aria-disabled={isBusy}>
          {t.declineNow}
        </button>
        <button
          type="button"
          class="quiet"
          onClick={() => {
            setAsking(false);
          }}
        >
          {businessWords.value.back}
        </button>
      </div>
    </Form>
  );
}

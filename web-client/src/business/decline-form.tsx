import { Ban } from 'lucide-preact';
import { useState } from 'preact/hooks';
import type { Booking } from '../../../contract/api/bookings.js';
import type { ReasonBody } from '../../../contract/api/payments.js';
import { declineBooking } from '../http/payments.js';
import { changedHere } from '../live/changes.js';
import { Field, Form, textOf } from '../ui/form.js';
import { useSubmission } from '../ui/use-submission.js';

interface Props {
  booking: Booking;
  declined: (booking: Booking) => void;
}

/** Ends a booking at once. Asks why first, which the driver reads. */
export function DeclineForm({ booking, declined }: Props) {
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
        <Ban aria-hidden="true" /> Decline this booking
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
        label="Why is it declined?"
        name="reason"
        hint="The driver reads this. The slot is free at once; what was paid is to be given back."
        autoComplete="off"
        maxLength={500}
        autoFocus
        error={error}
      />
      <div class="row">
        <button type="submit" class="danger" aria-disabled={isBusy}>
          Decline the booking
        </button>
        <button
          type="button"
          class="quiet"
          onClick={() => {
            setAsking(false);
          }}
        >
          Back
        </button>
      </div>
    </Form>
  );
}

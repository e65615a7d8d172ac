import { Banknote, CreditCard } from 'lucide-preact';
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import type { Booking, BookingBody } from '../../../contract/api/bookings.js';
import type { Lot } from '../../../contract/api/businesses.js';
import { createBooking } from '../http/bookings.js';
import { isProblem } from '../http/problem.js';
import { changedHere, somethingChanged } from '../live/changes.js';
import { bookingWords } from '../texts/booking.js';
import { BayPicker } from './bay-picker.js';
import { DurationField } from './duration-field.js';
import { Choice, Form, textOf } from './form.js';
import { PlateField } from './plate-field.js';
import { QuoteLine } from './quote-line.js';
import { useQuote } from './use-quote.js';
import { useSubmission } from './use-submission.js';

const icons = { card: CreditCard, cash: Banknote };

const methods = () =>
  (['card', 'cash'] as const).map((value) => {
    const Icon = icons[value];
    const label = (
      <>
        <Icon aria-hidden="true" /> {bookingWords.value.form.methods[value]}
      </>
    );
    return { value, label };
  });

interface Props {
  lot: Lot;
  /** The slot to begin with, where it is free. */
  slotId?: string | undefined;
}

export function BookingForm({ lot, slotId }: Props) {
  const t = bookingWords.value.form;
  const { route } = useLocation();
  const [chosen, setChosen] = useState(slotId);
  const [durationSeconds, setDuration] = useState(3600);
  const [paymentMethod, setMethod] = useState<BookingBody['paymentMethod']>('card');
  const { submit, isBusy, error } = useSubmission<BookingBody, Booking>(
    (body, key) =>
      createBooking(body, key).catch((failure: unknown) => {
        // Lost a race for the slot: reload the view.
        if (isProblem(failure, 'slot_taken')) somethingChanged();
        throw failure;
      }),
    ({ id }) => {
      changedHere();
      route(`/bookings/${id}`);
    },
  );
  const slot = lot.slots.find(({ id, free }) => id === chosen && free);
  const quote = useQuote(slot && { slotId: slot.id, durationSeconds }, [isProblem(error, 'price_changed')]);

  return (
    <Form
      class="form booking-form"
      error={error}
      fields={['durationSeconds', 'vehiclePlate']}
      onSubmit={(form) => {
        if (!slot) return;
        void submit({
          slotId: slot.id,
          durationSeconds,
          vehiclePlate: textOf(form, 'vehiclePlate'),
          paymentMethod,
          price: quote?.price,
        });
      }}
    >
      <BayPicker lot={lot} chosen={slot?.id} onChoose={setChosen} />
      <div class="card form">
        <DurationField seconds={durationSeconds} onChange={setDuration} error={error} />
        <PlateField error={error} />
        <Choice
          legend={t.howToPay}
          name="paymentMethod"
          options={methods()}
          value={paymentMethod}
          onChange={(value) => {
            setMethod(value === 'cash' ? 'cash' : 'card');
          }}
        />
        <QuoteLine quote={quote} timezone={lot.timezone} />
        <button type="submit" class="primary wide" disabled={!slot} aria-disabled={isBusy}>
          {isBusy ? t.booking : slot ? t.book(slot.code) : t.chooseFirst}
        </button>
      </div>
    </Form>
  );
}

import { Check, Droplets } from 'lucide-preact';
import type { Booking } from '../../../contract/api/bookings.js';
import type { CarWash } from '../../../contract/api/car-washes.js';
import { listWashesOf, requestCarWash } from '../http/car-washes.js';
import { changedHere } from '../live/changes.js';
import { carWashes } from '../texts/car-washes.js';
import { Form } from '../ui/form.js';
import { useResource } from '../ui/use-resource.js';
import { useSubmission } from '../ui/use-submission.js';

/** Lets a driver have the car washed while it is parked, and says how far that is. Nothing where it was never asked for and cannot be. */
export function AskForWash({ booking }: { booking: Booking }) {
  const washes = useResource((signal) => listWashesOf(booking.id, signal));
  const { submit, isBusy, error } = useSubmission<object, CarWash>(requestCarWash(booking.id), changedHere);
  const t = carWashes.value;
  const newest = washes.data?.items[0];
  const mayAsk = booking.status === 'active' && newest?.status !== 'requested';
  if (!washes.data || (!newest && !mayAsk)) return null;
  return (
    <section class="card">
      <h2>{t.ofBooking}</h2>
      <div class="stack">
        {newest && (
          <p role="status" class="with-icon">
            {newest.status === 'completed' ? <Check aria-hidden="true" /> : <Droplets aria-hidden="true" />}
            {t.states[newest.status]}
          </p>
        )}
        {mayAsk && (
          <Form error={error} fields={[]} onSubmit={() => void submit({})}>
            <button type="submit" class="quiet wide" aria-disabled={isBusy}>
              <Droplets aria-hidden="true" /> {newest ? t.askAgain : t.ask}
            </button>
          </Form>
        )}
      </div>
    </section>
  );
}

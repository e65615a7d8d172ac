import { listDeadEvents } from '../http/operations.js';
import { operationsWords } from '../texts/operations.js';
import { formatInstant } from '../time/format.js';
import { MoreButton } from '../ui/more-button.js';
import { Shown } from '../ui/states.js';
import { usePages } from '../ui/use-pages.js';

/** Events that failed ten times, with their errors. */
export function DeadEvents() {
  const t = operationsWords.value.outbox;
  const pages = usePages(listDeadEvents);
  return (
    <Shown of={pages} what={t.loadingDead}>
      {({ items, isMore }) => (
        <>
          <ul class="ops-lines">
            {items.map(({ id, event, bookingId, deadAt, error }) => (
              <li key={id}>
                <p>
                  <span class="strong">{event}</span>{' '}
                  <span class="hint">
                    {t.gaveUp(formatInstant(deadAt))}
                    {bookingId !== null && (
                      <>
                        {' · '}
                        <a href={`/operations/bookings/${bookingId}`}>{t.itsBooking}</a>
                      </>
                    )}
                  </span>
                </p>
                {error !== null && <p class="ops-error">{error}</p>}
              </li>
            ))}
          </ul>
          {isMore && <MoreButton more={pages.more} />}
        </>
      )}
    </Shown>
  );
}

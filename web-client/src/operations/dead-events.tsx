import { listDeadEvents } from '../http/operations.js';
import { formatInstant } from '../time/format.js';
import { MoreButton } from '../ui/more-button.js';
import { Shown } from '../ui/states.js';
import { usePages } from '../ui/use-pages.js';

/** Events that failed ten times, with their errors. */
export function DeadEvents() {
  const pages = usePages(listDeadEvents);
  return (
    <Shown of={pages} what="Loading dead events">
      {({ items, isMore }) => (
        <>
          <ul class="ops-lines">
            {items.map(({ id, event, bookingId, deadAt, error }) => (
              <li key={id}>
                <p>
                  <span class="strong">{event}</span>{' '}
                  <span class="hint">
                    gave up {formatInstant(deadAt)}
                    {bookingId !== null && (
                      <>
                        {' · '}
                        <a href={`/operations/bookings/${bookingId}`}>Its booking</a>
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

import { useState } from 'preact/hooks';
import { CircleCheck, Link } from 'lucide-preact';
import type { BookingStory } from '../../../contract/api/operations.js';
import { findStory } from '../http/operations.js';
import { Page } from '../ui/page.js';
import { Shown } from '../ui/states.js';
import { useResource } from '../ui/use-resource.js';
import { nameOfStatus } from './status-names.js';
import { Timeline } from './timeline.js';
import { formatInZone, formatMsInZone, nameOfZone } from '../time/zone-time.js';

/** Everything that happened to one booking. */
export function Story({ id }: { id: string }) {
  const story = useResource((signal) => findStory(id, signal));
  const booking = story.data?.booking;
  return (
    <Page
      title={booking ? booking.vehiclePlate : 'Booking'}
      below={
        booking && (
          <>
            {booking.slotCode} at <bdi>{booking.lotName}</bdi>, for <bdi>{booking.userName}</bdi>
          </>
        )
      }
    >
      <Shown of={story} what="Loading the story">
        {(told) => <Told story={told} reload={story.reload} />}
      </Shown>
    </Page>
  );
}

function Told({ story, reload }: { story: BookingStory; reload: () => void }) {
  const { booking, summary, entries, isComplete, asOf } = story;
  const { startsAt, endsAt, timezone, status } = booking;
  return (
    <>
      <section class="card ops-summary" aria-label="In one sentence">
        <p data-testid="summary">{summary}</p>
        <p class="hint">
          <span class={`tag ${status}`}>{nameOfStatus(status)}</span> {formatInZone(startsAt, timezone)} until{' '}
          {formatInZone(endsAt, timezone)}
        </p>
      </section>
      <div class="ops-section-head">
        <p class="hint">
          Times of the lot ({nameOfZone(asOf, timezone)}), as of {formatMsInZone(asOf, timezone)}.{' '}
          <button type="button" class="link" onClick={reload}>
            Look again
          </button>
        </p>
        <CopyLink />
      </div>
      {!isComplete && <p class="hint">Only the newest entries are shown.</p>}
      <Timeline entries={entries} timezone={timezone} asOf={asOf} />
    </>
  );
}

/** `navigator.clipboard` exists in secure contexts only; elsewhere the address bar has to do. */
function CopyLink() {
  const [isCopied, setCopied] = useState(false);
  if (!('clipboard' in navigator)) return null;
  const copy = () =>
    navigator.clipboard.writeText(location.href).then(
      () => {
        setCopied(true);
      },
      () => undefined,
    );
  return (
    <button type="button" class="quiet" onClick={() => void copy()}>
      {isCopied ? <CircleCheck aria-hidden="true" /> : <Link aria-hidden="true" />}
      <span aria-live="polite">{isCopied ? 'Link copied' : 'Copy link'}</span>
    </button>
  );
}

import { useState } from 'preact/hooks';
import { CircleCheck, Link } from 'lucide-preact';
import type { BookingStory } from '../../../contract/api/operations.js';
import { findStory } from '../http/operations.js';
import { language } from '../texts/language.js';
import { operationsWords } from '../texts/operations.js';
import { Page } from '../ui/page.js';
import { Shown } from '../ui/states.js';
import { useResource } from '../ui/use-resource.js';
import { nameOfStatus } from './status-names.js';
import { Timeline } from './timeline.js';
import { formatInZone, formatMsInZone, nameOfZone } from '../time/zone-time.js';

/** Everything that happened to one booking, in the language of the page: the server words it. */
export const Story = ({ id }: { id: string }) => <WordedStory key={language.value} id={id} />;

function WordedStory({ id }: { id: string }) {
  const t = operationsWords.value.story;
  const story = useResource((signal) => findStory(id, language.peek(), signal));
  const booking = story.data?.booking;
  return (
    <Page
      title={booking ? booking.vehiclePlate : t.booking}
      below={
        booking && (
          <>
            {booking.slotCode} {operationsWords.value.search.at} <bdi>{booking.lotName}</bdi>, {t.for}{' '}
            <bdi>{booking.userName}</bdi>
          </>
        )
      }
    >
      <Shown of={story} what={t.loading}>
        {(told) => <Told story={told} reload={story.reload} />}
      </Shown>
    </Page>
  );
}

function Told({ story, reload }: { story: BookingStory; reload: () => void }) {
  const t = operationsWords.value.story;
  const { booking, summary, entries, isComplete, asOf } = story;
  const { startsAt, endsAt, timezone, status } = booking;
  return (
    <>
      <section class="card ops-summary" aria-label={t.summary}>
        <p data-testid="summary">{summary}</p>
        <p class="hint">
          <span class={`tag ${status}`}>{nameOfStatus(status)}</span> {formatInZone(startsAt, timezone)}{' '}
          {operationsWords.value.search.until} {formatInZone(endsAt, timezone)}
        </p>
      </section>
      <div class="ops-section-head">
        <p class="hint">
          {t.times(nameOfZone(asOf, timezone), formatMsInZone(asOf, timezone))}{' '}
          <button type="button" class="link" onClick={reload}>
            {operationsWords.value.jobs.lookAgain}
          </button>
        </p>
        <CopyLink />
      </div>
      {!isComplete && <p class="hint">{t.newestOnly}</p>}
      <Timeline entries={entries} timezone={timezone} asOf={asOf} />
    </>
  );
}

/** `navigator.clipboard` exists in secure contexts only; elsewhere the address bar has to do. */
function CopyLink() {
  const t = operationsWords.value.story;
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
      <span aria-live="polite">{isCopied ? t.copied : t.copy}</span>
    </button>
  );
}

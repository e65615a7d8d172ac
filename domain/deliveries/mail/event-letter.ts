import { localTime } from '../../events/catalog/local-time.js';
import type { ClaimedDelivery } from '../claimed-delivery.js';
import type { LetterContent, LetterLink } from './letter-content.js';
import { letterWords } from './letter-words.js';

type Told = NonNullable<ClaimedDelivery['notification']>;

interface Surroundings {
  /** Where the web client is. */
  origin: string;
  /** Of the booking's lot. */
  timezone: string | undefined;
  /** By which letters like this one are switched off, and all of them. */
  stop: { these: string; all: string };
}

/** What an event's letter says: the words of the notification, and what helps somebody who reads them later, elsewhere. */
export function eventLetter(
  { user: { language } }: Pick<ClaimedDelivery, 'user'>,
  told: Told,
  { origin, timezone, stop }: Surroundings,
): LetterContent {
  const words = letterWords[language];
  return {
    language,
    tone: told.type,
    title: told.title,
    paragraphs: [told.message],
    facts: factsOf(told, language, timezone),
    action: actionOf(told.link, origin, words),
    footer: [words.why, { label: words.stopThese, url: stop.these }, { label: words.stopAll, url: stop.all }],
  };
}

/** News that somebody has gathered: one letter, oldest first. */
export function newsLetter(
  { user: { language } }: Pick<ClaimedDelivery, 'user'>,
  news: readonly Told[],
  { origin, stop }: Omit<Surroundings, 'timezone'>,
): LetterContent {
  const words = letterWords[language];
  return {
    language,
    tone: 'info',
    title: words.news(news.length),
    paragraphs: [],
    items: news.map(({ title, message, link }) => ({ title, message, url: urlOf(link, origin) })),
    action: { label: words.openApp, url: urlOf(null, origin) },
    footer: [
      words.why,
      { label: words.choose, url: urlOf('/preferences', origin) },
      { label: words.stopAll, url: stop.all },
    ],
  };
}

/** "In 5 minutes" is wrong when the letter is read, so it says which booking, and until when. */
function factsOf({ data }: Told, language: LetterContent['language'], timezone: string | undefined) {
  const words = letterWords[language];
  const { lotName, slotCode, endsAt } = data;
  const facts: { label: string; value: string }[] = [];
  if (typeof lotName === 'string') facts.push({ label: words.lot, value: lotName });
  if (typeof slotCode === 'string') facts.push({ label: words.slot, value: slotCode });
  if (typeof endsAt === 'string' && timezone !== undefined)
    facts.push({ label: words.bookedUntil, value: words.atTheLot(localTime(endsAt, timezone, language)) });
  return facts;
}

function actionOf(link: string | null, origin: string, words: (typeof letterWords)['en']): LetterLink {
  const label = link?.startsWith('/bookings/')
    ? words.openBooking
    : link?.startsWith('/operations')
      ? words.openOperations
      : words.openApp;
  return { label, url: urlOf(link, origin) };
}

const urlOf = (link: string | null, origin: string) => new URL(link ?? '/', origin).href;

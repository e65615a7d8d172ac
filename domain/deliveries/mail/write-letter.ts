import type { ClaimedDelivery } from '../claimed-delivery.js';
import { accountLetters } from './account-letters.js';
import { eventLetter, newsLetter } from './event-letter.js';
import type { Letter, LetterContent } from './letter-content.js';
import type { LetterTools, WriteLetter } from './letter-tools.js';
import { readZone } from './read-zone.js';
import { renderHtml } from './render-html.js';
import { renderText } from './render-text.js';
import type { UnsubscribeLinks } from './unsubscribe-link.js';

/**
 * Writes the letter of a delivery, in the language of whom it is for.
 * @throws for a purpose that this release does not know.
 */
export async function writeLetter(
  delivery: ClaimedDelivery,
  { links, ...tools }: LetterTools & { links: UnsubscribeLinks },
): Promise<Letter> {
  const { notification, purpose, user } = delivery;
  if (!notification) {
    const write = byPurpose.get(purpose ?? '');
    if (!write) throw new Error(`no letter is known for the purpose ${purpose ?? ''}`);
    return rendered(await write(delivery, tools), {});
  }
  const these = links.of({ userId: user.id, event: notification.event });
  const all = links.of({ userId: user.id, event: null });
  const { origin } = tools;
  const stop = { these, all };
  if (delivery.others.length > 0) {
    const news = [notification, ...delivery.others.map((other) => other.notification)];
    return rendered(newsLetter(delivery, news, { origin, stop }), byOneClick(all));
  }
  const timezone = notification.bookingId ? await readZone(tools.db, notification.bookingId) : undefined;
  return rendered(eventLetter(delivery, notification, { origin, timezone, stop }), byOneClick(these));
}

/** So that a mail reader has a button of its own (RFC 8058). */
const byOneClick = (url: string) => ({
  'List-Unsubscribe': `<${url}>`,
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
});

const byPurpose: ReadonlyMap<string, WriteLetter> = new Map(Object.entries(accountLetters));

const rendered = (content: LetterContent, headers: Record<string, string>): Letter => ({
  // Direction marks are for running text; some lists of letters show them as boxes.
  subject: content.title.replace(/\p{Bidi_Control}/gu, ''),
  html: renderHtml(content),
  text: renderText(content),
  // So that no absence note answers it (RFC 3834).
  headers: { 'Auto-Submitted': 'auto-generated', ...headers },
});

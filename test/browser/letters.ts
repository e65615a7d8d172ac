import { languages } from '../../contract/languages.js';
import { until } from '../../dev/launch.test-driver.js';
import type { Stage } from './stage.js';

/** The subject of a letter of each kind. */
const subjects = {
  'password-en': 'Choose a new password',
  'password-es': 'Elige una contraseña nueva',
  'declined-en': 'Booking declined',
  'declined-es': 'Reserva rechazada',
};

/**
 * Has letters written about accounts and about bookings, in each language.
 * @returns the addresses of the mailbox and of one letter of each kind, as soon as they have come.
 */
export async function haveLettersWritten(stage: Stage, mailbox: string): Promise<Record<string, string>> {
  const { parkmate, owner } = stage;
  for (const language of languages) {
    const user = await stage.newUser();
    await user.ok('PATCH', '/me', { language });
    await parkmate.db.query('UPDATE users SET email_verified_at = now() WHERE id = $1', [user.user.id]);
    await fetch(`${parkmate.url}/api/auth/forgotten-password`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: user.email }),
    });
    const booking = await stage.book(user, 3_600, 'card', 'B-PM 2033');
    await owner.ok('POST', `/bookings/${booking.id}/decline`, { reason: 'The lot is closed for repairs' });
    await parkmate.settled();
    // Nobody has to wait to be sure that they do not look.
    await parkmate.db.query('UPDATE deliveries SET due_at = now() WHERE user_id = $1', [user.user.id]);
  }
  let found: Record<string, string> = {};
  await until(async () => {
    const list = await (await fetch(mailbox)).text();
    const letters = [...list.matchAll(/<li><a href="([^"]+)">([^<]+)</g)];
    found = Object.fromEntries(
      Object.entries(subjects).flatMap(([name, subject]) => {
        const address = letters.find(([, , text]) => text === subject)?.[1];
        return address === undefined ? [] : [[name, new URL(address, mailbox).href]];
      }),
    );
    return Object.keys(found).length === Object.keys(subjects).length;
  });
  return { all: mailbox, ...found };
}

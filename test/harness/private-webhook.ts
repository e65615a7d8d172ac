import type { Account } from './account.js';
import type { ParkMate } from './parkmate.js';

/** @returns the id of a webhook whose address was a public one when it was made, and is private now: all that is due there fails at once. */
export async function privateWebhook(
  { db }: Pick<ParkMate, 'db'>,
  owner: Pick<Account, 'ok'>,
  url: string,
): Promise<string> {
  const { id } = await owner.ok<{ id: string }>('POST', '/webhooks', {
    url: 'https://hooks.example.test/',
  });
  await db.query('UPDATE webhooks SET url = $2 WHERE id = $1', [id, url]);
  return id;
}

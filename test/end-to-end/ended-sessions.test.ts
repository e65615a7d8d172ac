import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { Session } from '../../contract/api/accounts.js';
import { LiveClient } from '../harness/live-client.js';
import { ParkMate } from '../harness/parkmate.js';

/** Every process looks for ended sessions every two seconds. */
const noticedWithinMs = 3_000;

describe('A session that ends without a word to the API', function () {
  this.timeout(30_000);
  let parkmate: ParkMate;
  before(async () => (parkmate = await ParkMate.start({ apis: 2, workers: 0 })));
  after(() => parkmate.stop());

  const endings: Record<string, string> = {
    'the role changes': `UPDATE users SET role = 'owner' WHERE id = $1`,
    'the account is suspended': 'UPDATE users SET suspended_at = now() WHERE id = $1',
    'the account is removed': 'DELETE FROM users WHERE id = $1',
    'its row is deleted': 'DELETE FROM sessions WHERE user_id = $1',
    'it is revoked': 'UPDATE sessions SET revoked_at = now() WHERE user_id = $1',
  };
  async function register(): Promise<Session> {
    const body = {
      email: `${randomUUID()}@example.test`,
      password: 'correct horse',
      name: 'Ada',
      role: 'user',
    };
    const response = await fetch(`${parkmate.url}/api/auth/register`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return (await response.json()) as Session;
  }

  /** @returns how long it took until the sockets of both processes were cut, in milliseconds. */
  async function end(sql: string): Promise<number> {
    const { user, accessToken } = await register();
    const sockets = await Promise.all(
      parkmate.apis.map(({ url }) => LiveClient.connect(url, { token: accessToken })),
    );
    const cut = Promise.all(sockets.map(({ disconnects }) => disconnects.next()));
    const endedAt = performance.now();
    await parkmate.db.query(sql, [user.id]);
    await cut;
    const tookMs = performance.now() - endedAt;
    for (const { url } of parkmate.apis) {
      const me = await fetch(`${url}/api/me`, { headers: { authorization: `Bearer ${accessToken}` } });
      expect(me.status, sql).to.equal(401);
    }
    for (const socket of sockets) socket.close();
    return tookMs;
  }

  it('is over in every process, with its sockets, soon after', async () => {
    const took = await Promise.all(
      Object.entries(endings).map(async ([how, sql]) => ({ how, tookMs: await end(sql) })),
    );
    expect(took.filter(({ tookMs }) => tookMs > noticedWithinMs)).to.deep.equal([]);
  });
});

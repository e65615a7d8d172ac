import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import type { Account, Answer } from '../harness/account.js';
import { book, type Cast } from '../harness/cast.js';
import { Crowd } from '../harness/crowd.js';
import { insertDueBookings, assertExpiredOnce } from '../harness/due-bookings.js';
import type { LiveClient } from '../harness/live-client.js';
import { ParkMate } from '../harness/parkmate.js';
import { PgBouncer, type PoolMode } from './pgbouncer.js';
import { runScript } from '../harness/node-process.js';

/** In a session mode each connection takes one for itself; in the other, all callers share what there is. */
const sizes: Record<PoolMode, number> = { session: 12, transaction: 3 };
const processPoolSize: Record<PoolMode, string> = { session: '4', transaction: '10' };

for (const mode of ['session', 'transaction'] as const) {
  describe(`Before PostgreSQL a PgBouncer with pool_mode = ${mode}`, function () {
    this.timeout(60_000);
    let pooler: PgBouncer;
    let parkmate: ParkMate;
    let cast: Cast;
    const sockets: LiveClient[] = [];

    before(async () => {
      pooler = await PgBouncer.start(mode, sizes[mode]);
      parkmate = await ParkMate.start({
        databaseBy: pooler.before,
        env: { DATABASE_POOLER: mode, DATABASE_POOL_SIZE: processPoolSize[mode] },
        apis: 1,
        workers: 1,
      });
      cast = await parkmate.cast.business(150);
    });
    after(async () => {
      for (const socket of sockets) socket.close();
      await parkmate.stop();
      await pooler.close();
    });

    const listen = async (account: Account) => {
      const socket = await account.listen();
      sockets.push(socket);
      return socket;
    };

    const register = async () => {
      const email = `${randomUUID()}@example.test`;
      const body = { email, name: 'Ada', password: 'correct horse', role: 'user' };
      const response = await fetch(`${parkmate.url}/api/auth/register`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return { status: response.status, email, session: (await response.json()) as { accessToken: string } };
    };

    it('lets a person register, book, be verified, renew and hear that it is over, and the owner hear of it', async () => {
      const { status, session } = await register();
      expect(status).to.equal(201);
      const user = cast.user.with({ token: session.accessToken });
      const [hears, ownerHears] = [await listen(user), await listen(cast.owner)];
      const booking = await book(user, cast.lot, 0, { durationSeconds: 2 });
      await ownerHears.event('booking.created');
      const { items } = await cast.owner.ok<{ items: { id: string; bookingId: string }[] }>(
        'GET',
        '/payments',
      );
      const payment = items.find(({ bookingId }) => bookingId === booking.id);
      await cast.owner.ok('POST', `/payments/${payment?.id ?? ''}/verify`);
      await hears.event('payment.verified');
      await user.ok('POST', `/bookings/${booking.id}/renew`, { durationSeconds: 1 });
      await hears.event('booking.renewed');
      await parkmate.completed([booking.id]);
      await hears.event('booking.expired');
      await ownerHears.event('slot.released');
      await assertExpiredOnce(parkmate.db, [booking.id]);
    });

    it('answers a hundred requests at once without an error, and books once for each key', async () => {
      const users = await parkmate.users(30);
      const requests = users.flatMap((user, n): Promise<Answer<unknown>>[] => {
        const body = {
          ...{ slotId: cast.lot.slots[n + 10]?.id, durationSeconds: 3600, vehiclePlate: 'B-PM 1' },
          paymentMethod: 'cash',
        };
        const key = { 'Idempotency-Key': randomUUID() };
        return [
          user.call('POST', '/bookings', body, key),
          user.call('POST', '/bookings', body, key),
          user.call('GET', '/bookings'),
          user.call('GET', '/notifications'),
        ];
      });
      const registered = Array.from({ length: 10 }, register);
      const answers = await Promise.all(requests);
      const statuses = [...answers, ...(await Promise.all(registered))].map(({ status }) => status);
      expect(statuses.filter((status) => status >= 500)).to.deep.equal([]);
      const { rows } = await parkmate.db.query<{ booked: number }>(
        'SELECT count(*)::int AS booked FROM bookings WHERE user_id = ANY($1)',
        [users.map(({ id }) => id)],
      );
      expect(rows[0]?.booked).to.equal(users.length);
      for (const { log } of [...parkmate.apis.map((api) => api.process), ...parkmate.workers])
        expect(log).not.to.match(/"level":"error"|prepared statement/);
    });

    it('keeps many expiries at once from being lost or told twice', async () => {
      const users = await parkmate.users(20);
      const crowd = await Crowd.gather(parkmate, users);
      try {
        const due = await insertDueBookings(parkmate.db, { lot: cast.lot, users, count: 500, inMs: 1_500 });
        await crowd.hears(500, 15_000);
        await parkmate.settled();
        await assertExpiredOnce(parkmate.db, due.bookingIds);
        await crowd.expectWholeInboxes(parkmate);
      } finally {
        crowd.close();
      }
    });

    it('makes an account of any role by the command', async () => {
      const email = `${randomUUID()}@example.test`;
      const account = { role: 'admin', email, name: 'Ada', password: 'correct horse' };
      const args = Object.entries(account).flatMap(([name, value]) => [`--${name}`, value]);
      const env = { DATABASE_URL: parkmate.databaseUrl, DATABASE_POOLER: mode };
      const { code, said } = await runScript('cli/create-account', env, args);
      expect(code, said).to.equal(0);
      const { rowCount } = await parkmate.db.query(`SELECT FROM users WHERE email = $1 AND role = 'admin'`, [
        email,
      ]);
      expect(rowCount).to.equal(1);
    });

    const refusalsAtBoot = async (settings: Record<string, string>) => {
      const { DATABASE_POOLER: _, ...env } = parkmate.env;
      const scripts = ['api/main', 'worker/main'];
      const ends = scripts.map((script) => runScript(script, { ...env, ...settings, PORT: '0' }));
      for (const { code, said } of await Promise.all(ends)) {
        expect(code, said).to.equal(78);
        expect(said.match(/cannot start\./g), said).to.have.lengthOf(1);
        expect(said).not.to.match(/unhandled|^ +at |\berror\b/m);
      }
      return (await Promise.all(ends)).map(({ said }) => said);
    };

    it('is told at boot from no pooler, with one message that says what to set', async () => {
      for (const said of await refusalsAtBoot({}))
        expect(said).to.contain('set DATABASE_POOLER to session or transaction');
    });

    if (mode === 'transaction') {
      it('is told at boot from one that lends whole sessions', async () => {
        const idle = await PgBouncer.start(mode, sizes[mode]);
        try {
          const DATABASE_URL = idle.before(parkmate.databaseUrl);
          const DATABASE_POOLER = 'session';
          for (const said of await refusalsAtBoot({ DATABASE_URL, DATABASE_POOLER }))
            expect(said).to.contain('set DATABASE_POOLER to transaction');
        } finally {
          await idle.close();
        }
      });
    }
  });
}

import { expect } from 'chai';
import { sendBroadcast } from '../broadcasts/send-broadcast.js';
import { findBroadcast } from '../broadcasts/find-broadcast.js';
import { openDomain, silentLog, type Domain } from '../../test/harness/domain.js';
import { insertAccounts } from '../../test/harness/insert-accounts.js';
import type { Audience } from '../../contract/api/broadcasts.js';
import type { Caller } from '../accounts/caller.js';
import { notify, notifySome } from './notify.js';

const crowd = 4_500;

describe('A broadcast', () => {
  let domain: Domain;
  let admin: Caller;
  let everybody: number;

  before(async () => {
    domain = await openDomain();
    admin = await domain.account('admin');
    await domain.account('owner');
    await register(crowd);
    everybody = crowd + 2;
  });
  afterEach(() => domain.query('TRUNCATE events, outbox, broadcasts, notifications, deliveries CASCADE'));
  after(() => domain.close());

  const register = (count: number) => domain.query(...insertAccounts('user', count));
  const send = async (audience: Audience = 'everyone') => {
    const content = { title: 'Hello', message: 'You', type: 'info' as const };
    const { id } = await sendBroadcast(domain.db, admin, { ...content, audience });
    return { id, eventId: domain.announced.at(-1) ?? '' };
  };
  const some = (eventId: string) => notifySome(domain.db, [eventId], silentLog);
  const told = async () => {
    const [row] = await domain.query<{ rows: number; users: number }>(
      'SELECT count(*)::int AS rows, count(DISTINCT user_id)::int AS users FROM notifications',
    );
    return row;
  };

  it('is told part by part, each with how far it has come, and then leaves the outbox', async () => {
    const { id, eventId } = await send();
    expect(await findBroadcast(domain.db, id)).to.deep.equal({
      ...{ id, audience: 'everyone', recipients: everybody, told: 0 },
    });
    const parts: number[] = [];
    let rest = [eventId];
    while (rest.length > 0) {
      const part = await some(eventId);
      parts.push(part.messages.length);
      expect(await findBroadcast(domain.db, id)).to.include({ told: (await told())?.rows });
      ({ rest } = part);
    }
    expect(parts).to.deep.equal([2_000, 2_000, everybody - 4_000]);
    expect(await told()).to.deep.equal({ rows: everybody, users: everybody });
    expect(await domain.query('SELECT FROM outbox')).to.deep.equal([]);
    expect(await findBroadcast(domain.db, id)).to.include({ recipients: everybody, told: everybody });
  });

  it('reaches its audience alone, and nobody who registers after it', async () => {
    const { id, eventId } = await send('owners');
    const late = await domain.account('owner');
    await notify(domain.db, [eventId], silentLog);
    expect(await findBroadcast(domain.db, id)).to.include({ recipients: 1, told: 1 });
    expect(await domain.query('SELECT FROM notifications WHERE user_id = $1', [late.userId])).to.deep.equal(
      [],
    );
    await domain.query(`UPDATE users SET role = 'user' WHERE id = $1`, [late.userId]);
    everybody += 1;
  });

  it('goes on where a worker has died in the middle of a part', async () => {
    const { eventId } = await send();
    await some(eventId);
    const dying = domain.db.transaction(async (tx) => {
      await notifySome(tx, [eventId], silentLog);
      throw new Error('the worker dies');
    });
    await dying.catch(() => undefined);
    expect((await told())?.rows).to.equal(2_000);
    await notify(domain.db, [eventId], silentLog);
    expect(await told()).to.deep.equal({ rows: everybody, users: everybody });
  });

  it('is told once, however many go on with it at once', async () => {
    const { id, eventId } = await send();
    await Promise.all(Array.from({ length: 8 }, () => notify(domain.db, [eventId], silentLog)));
    // Those who found it held have left it to the others.
    await notify(domain.db, [eventId], silentLog);
    expect(await told()).to.deep.equal({ rows: everybody, users: everybody });
    expect(await findBroadcast(domain.db, id)).to.include({ told: everybody });
  });

  it('is not overdue while somebody goes on with it', async () => {
    const { eventId } = await send();
    await domain.query(`UPDATE outbox SET next_at = now() - interval '1 minute'`);
    await some(eventId);
    expect(await domain.query('SELECT FROM outbox WHERE next_at > clock_timestamp()')).to.have.lengthOf(1);
  });

  it('to nobody is over at once', async () => {
    await domain.query('CREATE TABLE kept AS SELECT id, role FROM users');
    await domain.query(`UPDATE users SET role = 'operator'`);
    const { id, eventId } = await send('users');
    await notify(domain.db, [eventId], silentLog);
    await domain.query('UPDATE users SET role = kept.role FROM kept WHERE kept.id = users.id');
    expect(await findBroadcast(domain.db, id)).to.include({ recipients: 0, told: 0 });
    expect(await domain.query('SELECT FROM outbox')).to.deep.equal([]);
  });
});

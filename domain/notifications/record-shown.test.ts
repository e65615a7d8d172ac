import { expect } from 'chai';
import { statement } from '../../platform/postgres/statement.js';
import { openDomain, type Domain } from '../../test/harness/domain.js';
import { recordShown } from './record-shown.js';

describe('Shown notifications', () => {
  let domain: Domain;
  let userId: string;
  let devices: string[];

  before(async () => {
    domain = await openDomain();
  });
  beforeEach(async () => {
    ({ userId } = await domain.account('user'));
    await domain.query('UPDATE inboxes SET last_seq = 10 WHERE user_id = $1', [userId]);
    devices = [];
    for (let n = 0; n < 2; n++) {
      const [session] = await domain.query<{ id: string }>(
        'INSERT INTO sessions (user_id) VALUES ($1) RETURNING id',
        [userId],
      );
      devices.push(session?.id ?? '');
    }
  });
  after(() => domain.close());

  const show = (...seqs: number[]) =>
    recordShown(
      domain.db,
      seqs.map((seq, device) => ({ sessionId: devices[device] ?? '', userId, seq })),
    );
  const showOnSecond = (seq: number) =>
    recordShown(domain.db, [{ sessionId: devices[1] ?? '', userId, seq }]);

  it('count once, however many devices of a person show them, together or one after the other', async () => {
    expect(await show(3, 3)).to.equal(3);
    expect(await show(5)).to.equal(2);
    expect(await showOnSecond(5)).to.equal(0);
    expect(await showOnSecond(6)).to.equal(1);
    expect(await show(6)).to.equal(0);
  });

  it('count once where two processes record the same at the same time', async () => {
    await show(1);
    let both: Promise<number>[] = [];
    await domain.db.transaction(async (tx) => {
      await tx.query(statement('hold-shown', 'SELECT FROM inboxes_shown WHERE user_id = $1 FOR UPDATE'), [
        userId,
      ]);
      both = [show(4)];
      await domain.somebodyWaitsForALock();
      // Begun before the first is done, it has a snapshot without it.
      both.push(showOnSecond(6));
      await domain.somebodyWaitsForALock(2);
    });
    expect(await Promise.all(both)).to.deep.equal([3, 2]);
  });

  it('count up to the last one, never back, and not for a session that is gone or of somebody else', async () => {
    expect(await show(1_000_000)).to.equal(10);
    expect(await show(2)).to.equal(0);
    await domain.query('UPDATE inboxes SET last_seq = 20 WHERE user_id = $1', [userId]);
    const other = await domain.account('user');
    const [device = ''] = devices;
    expect(await recordShown(domain.db, [{ sessionId: device, userId: other.userId, seq: 20 }])).to.equal(0);
    await domain.query('DELETE FROM sessions WHERE user_id = $1', [userId]);
    expect(await show(20)).to.equal(0);
  });

  it('do not count where they were pruned before a device of theirs came back', async () => {
    await domain.query('UPDATE inboxes SET pruned_up_to = 7 WHERE user_id = $1', [userId]);
    expect(await show(9)).to.equal(2);
  });
});

import { expect } from 'chai';
import { openDomain, type Domain } from '../../test/harness/domain.js';
import { addLot } from '../businesses/add-lot.js';
import { noOwnerLimits } from '../businesses/owner-limits.js';
import type { Caller } from './caller.js';
import { openSession } from './open-session.js';
import { suspendAccount } from './suspend-account.js';

/** Each is held before its commit, with the other waiting for it: the order that a race would decide. */
describe('Suspending an account', () => {
  let domain: Domain;
  let admin: Caller;
  before(async () => {
    domain = await openDomain();
    admin = await domain.account('admin');
  });
  after(() => domain.close());

  const account = ({ userId: id, role }: Caller) => ({
    id,
    role,
    email: 'a@example.test',
    name: 'Test',
    language: 'en' as const,
  });
  const openSessions = async ({ userId }: Caller) => {
    const sessions = await domain.query<{ id: string }>(
      'SELECT id FROM sessions WHERE user_id = $1 AND revoked_at IS NULL',
      [userId],
    );
    return sessions.length;
  };

  it('ends the session that was just being opened', async () => {
    const user = await domain.account('user');
    const suspended = await domain.db.transaction(async (tx) => {
      await openSession(tx, account(user));
      const suspending = suspendAccount(domain.db, admin, user.userId, 'Spam');
      await domain.somebodyWaitsForALock();
      return { suspending };
    });
    const { sessionIds } = await suspended.suspending;
    expect(sessionIds).to.have.length(1);
    expect(await openSessions(user)).to.equal(0);
  });

  it('lets no session be opened that has waited for it', async () => {
    const user = await domain.account('user');
    const { opening } = await domain.db.transaction(async (tx) => {
      await suspendAccount(tx, admin, user.userId, 'Spam');
      const opening = openSession(domain.db, account(user)).catch((error: unknown) => error);
      await domain.somebodyWaitsForALock();
      return { opening };
    });
    expect(await opening).to.have.property('code', 'account_suspended');
    expect(await openSessions(user)).to.equal(0);
  });

  it('hides the lot that was just being added', async () => {
    const { owner, lot } = await domain.lot(1);
    const { suspending } = await domain.db.transaction(async (tx) => {
      const { id: _id, slots: _slots, businessId, ...body } = lot;
      await addLot(tx, owner, businessId, { ...body, slotCount: 1 }, noOwnerLimits);
      const suspending = suspendAccount(domain.db, admin, owner.userId, 'Spam');
      await domain.somebodyWaitsForALock();
      return { suspending };
    });
    await suspending;
    const hidden = await domain.query('SELECT FROM lots WHERE business_id = $1 AND owner_suspended', [
      lot.businessId,
    ]);
    expect(hidden).to.have.length(2);
  });

  it('hides the lots of an owner who is suspended by SQL, and shows them when that is taken back', async () => {
    const { owner, lot } = await domain.lot(1);
    const other = await domain.lot(1);
    const hidden = async () => {
      const rows = await domain.query<{ id: string }>('SELECT id FROM lots WHERE owner_suspended');
      return rows.map(({ id }) => id).filter((id) => [lot.id, other.lot.id].includes(id));
    };
    await domain.query('UPDATE users SET suspended_at = now() WHERE id = $1', [owner.userId]);
    expect(await hidden()).to.deep.equal([lot.id]);
    await domain.query('UPDATE users SET suspended_at = NULL WHERE id = $1', [owner.userId]);
    expect(await hidden()).to.deep.equal([]);
  });
});

import { expect } from 'chai';
import { weaknessOf } from '../../contract/password-strength.js';
import { createAccount } from '../../domain/accounts/create-account.js';
import { passwordMatches } from '../../domain/accounts/passwords.js';
import { openDomain, type Domain } from '../../test/harness/domain.js';
import { addDemo } from './demo.js';
import { demoAccounts, demoPassword } from './accounts.js';

const env = { WARNING_LEAD_SECONDS: 300, ACTIVE_BOOKINGS_PER_USER: 5 };
const tables = ['users', 'businesses', 'lots', 'slots', 'employees', 'bookings', 'payments'];

describe('The demo', () => {
  let domain: Domain;

  beforeEach(async () => {
    domain = await openDomain();
  });
  afterEach(() => domain.close());

  const start = (over: Partial<typeof env> = {}) => addDemo(domain.db, { ...env, ...over });
  const counts = async () => {
    const rows = await domain.query<Record<string, number>>(
      `SELECT ${tables.map((table) => `(SELECT count(*)::int FROM ${table}) AS ${table}`).join()}`,
    );
    return rows[0];
  };
  const bookings = () =>
    domain.query<{ ownerEmail: string; leftSeconds: number }>(
      `SELECT u.email AS "ownerEmail", round(extract(epoch FROM b.ends_at - now()))::int AS "leftSeconds"
       FROM bookings b JOIN businesses o ON o.id = b.business_id JOIN users u ON u.id = o.owner_id ORDER BY b.id`,
    );
  const rename = (role: string, email: string) =>
    domain.query('UPDATE users SET email = $2 WHERE role = $1', [role, email]);

  it('has accounts, a business and bookings to be warned of, to expire and to look at', async () => {
    await start();
    expect(await counts()).to.deep.equal({
      ...{
        users: demoAccounts.length,
        businesses: 1,
        lots: 2,
        slots: 36,
        employees: 2,
        bookings: 3,
        payments: 3,
      },
    });
    const left = (await bookings()).map(({ leftSeconds }) => leftSeconds);
    for (const [n, seconds] of [345, 90, 7_500].entries()) expect(left[n]).to.be.closeTo(seconds, 5);
  });

  it('has one password for all of its accounts, which nobody can choose for another', async () => {
    await start();
    const hashes = await domain.query<{ hash: string }>('SELECT password_hash AS hash FROM users');
    expect(hashes).to.have.length(demoAccounts.length);
    for (const { hash } of hashes) expect(await passwordMatches(demoPassword, hash)).to.equal(true);
    expect(weaknessOf(demoPassword)).to.be.a('string');
  });

  it('adds nothing at a restart, however often, and only what has ended meanwhile', async () => {
    await start();
    const before = await counts();
    for (let restart = 0; restart < 3; restart++) await start();
    expect(await counts()).to.deep.equal(before);
    await domain.query(
      `UPDATE bookings SET starts_at = now() - interval '1 hour', ends_at = now() - interval '1 minute', status = 'completed'
       WHERE ends_at < now() + interval '2 minutes'`,
    );
    await start();
    expect(await counts()).to.include({ bookings: 4 });
  });

  it('never gives its user more bookings than one user may have', async () => {
    await start({ ACTIVE_BOOKINGS_PER_USER: 2 });
    expect(await bookings()).to.have.length(2);
    await domain.query(`UPDATE bookings SET ends_at = ends_at + interval '1 day'`);
    await start({ ACTIVE_BOOKINGS_PER_USER: 2 });
    expect(await bookings()).to.have.length(2);
    await start();
    await start();
    expect(await bookings()).to.have.length.at.most(5);
  });

  it('books in its own lots alone, and touches nothing of others', async () => {
    await start();
    const { owner, lot } = await domain.lot(5);
    await domain.query('DELETE FROM payments');
    await domain.query('DELETE FROM bookings');
    await start();
    const booked = await bookings();
    expect(booked.map(({ ownerEmail }) => ownerEmail)).to.deep.equal(
      Array(3).fill('owner@demo.parkmate.test'),
    );
    expect(await domain.query('SELECT FROM slots WHERE lot_id = $1', [lot.id])).to.have.length(5);
    expect(await domain.query('SELECT FROM businesses WHERE owner_id = $1', [owner.userId])).to.have.length(
      1,
    );
  });

  it('books nothing where its own lots are full, also later today', async () => {
    await start();
    await domain.query(`UPDATE bookings SET status = 'cancelled_by_user'`);
    await domain.lot(5);
    await domain.query(
      `INSERT INTO bookings (slot_id, lot_id, business_id, user_id, vehicle_plate, starts_at, ends_at)
       SELECT s.id, l.id, l.business_id, u.id, 'FULL', now() + interval '1 hour', now() + interval '2 hours'
       FROM slots s JOIN lots l ON l.id = s.lot_id JOIN users u ON u.email = 'operator@demo.parkmate.test'
       WHERE l.name <> 'Test Lot'`,
    );
    await start();
    expect(
      await domain.query(`SELECT FROM bookings WHERE vehicle_plate <> 'FULL' AND status = 'active'`),
    ).to.have.length(0);
  });

  it('leaves its things as somebody has renamed them', async () => {
    await start();
    await domain.query(`UPDATE businesses SET name = 'Renamed'`);
    await domain.query(`UPDATE lots SET name = 'Renamed lot'`);
    await domain.query(`UPDATE users SET name = 'Renamed person'`);
    const before = await counts();
    await start();
    expect(await counts()).to.deep.equal(before);
    expect(await domain.query(`SELECT FROM users WHERE name = 'Renamed person'`)).to.have.length(4);
  });

  it('leaves an address alone that belongs to somebody else', async () => {
    const [stranger, owner] = ['user@demo.parkmate.test', 'owner@demo.parkmate.test'];
    await createAccount(domain.db, {
      email: stranger,
      password: 'my own password',
      name: 'Mine',
      role: 'user',
    });
    await createAccount(domain.db, { email: owner, password: demoPassword, name: 'Mine', role: 'user' });
    await start();
    expect(await counts()).to.include({ users: 4, businesses: 0, bookings: 0 });
    expect(await domain.query(`SELECT FROM users WHERE name = 'Mine'`)).to.have.length(2);
  });

  it('makes an account anew whose address was changed, and leaves the old one alone', async () => {
    await start();
    await rename('owner', 'otto@example.test');
    await start();
    expect(await counts()).to.include({ users: 5, businesses: 2 });
    const booked = await bookings();
    expect(booked.slice(0, 3).every(({ ownerEmail }) => ownerEmail === 'otto@example.test')).to.equal(true);
  });

  it('does without accounts that were suspended, and does not book in lots that were withdrawn', async () => {
    await start();
    await domain.query(`UPDATE bookings SET status = 'cancelled_by_user'`);
    await domain.query(`UPDATE users SET suspended_at = now() WHERE role = 'user'`);
    await start();
    expect(await counts()).to.include({ users: 4, bookings: 3 });
    await domain.query(`UPDATE users SET suspended_at = NULL`);
    await domain.query('UPDATE lots SET withdrawn_at = now()');
    await start();
    expect(await counts()).to.include({ users: 4, bookings: 3 });
  });

  it('has a business that is approved, also one that an earlier release has made', async () => {
    await start();
    const approved = () => domain.query('SELECT FROM lots WHERE approved');
    expect(await approved()).to.have.length(2);
    await domain.query('UPDATE businesses SET approved_at = NULL');
    await domain.query('UPDATE lots SET approved = false');
    await start();
    expect(await approved()).to.have.length(2);
    const { lot } = await domain.lot(1);
    await start();
    expect(await domain.query('SELECT FROM lots WHERE approved AND id = $1', [lot.id])).to.have.length(0);
  });

  it('does without its user or its owner where their role was changed', async () => {
    await start();
    await domain.query(`UPDATE users SET role = 'admin' WHERE email = 'owner@demo.parkmate.test'`);
    const before = await counts();
    await domain.query(`UPDATE bookings SET status = 'cancelled_by_user'`);
    await start();
    expect(await counts()).to.deep.equal(before);
  });
});

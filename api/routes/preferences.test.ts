import { expect } from 'chai';
import type { ProblemDocument } from '../../contract/api/problem.js';
import type { Preferences } from '../../contract/api/preferences.js';
import { roles, type Role } from '../../contract/api/accounts.js';
import { statement } from '../../platform/postgres/statement.js';
import { TestApi } from '../../test/harness/api.js';
import { withPush } from '../../test/harness/with-channels.js';

const withMail = {
  SMTP_URL: 'smtp://127.0.0.1:1',
  MAIL_FROM: { address: 'a@parking.example', name: 'ParkMate' },
};

describe('Preferences', () => {
  let api: TestApi;
  before(async () => {
    api = await TestApi.start({ env: { ...withMail, ...withPush } });
  });
  after(() => api.stop());

  const query = <Row extends object>(sql: string, values: unknown[] = []) =>
    api.services.db.query<Row>(statement('test', sql), values);
  const signIn = async (role: Role) => {
    const { accessToken: token, user } = await api.signedIn(role);
    return {
      id: user.id,
      read: async () => (await api.call<Preferences>('GET', '/me/preferences', { token })).body,
      put: (body: object) =>
        api.call<Preferences & ProblemDocument>('PUT', '/me/preferences', { token, body }),
      spanish: () => api.call('PATCH', '/me', { token, body: { language: 'es' } }),
    };
  };
  const mine = {
    choices: { 'booking.expiring': { email: false }, 'booking.renewed': { email: true, push: false } },
    timezone: 'Europe/Berlin',
    quietHours: { from: '22:00', to: '07:00', breakThrough: true },
  };

  it('are as the catalogue says where nothing was chosen, for each role its own', async () => {
    const user = await (await signIn('user')).read();
    expect(user).to.deep.include({ timezone: 'UTC', quietHours: null, digest: 'at_once', changedAt: null });
    expect(user.choices['booking.expiring']).to.deep.equal({ email: true, push: true });
    expect(user.choices['booking.renewed']).to.deep.equal({ email: false, push: true });
    expect(user.digests).to.deep.equal(['at_once']);
    const events: Record<string, string[]> = {};
    for (const role of roles) {
      const read = await (await signIn(role)).read();
      events[role] = read.events.map(({ event }) => event);
      expect(Object.keys(read.choices), role).to.have.members(events[role]);
      for (const { title, usually, event } of read.events) {
        expect(title).to.match(/\S/);
        expect(read.choices[event]).to.deep.equal(usually);
      }
    }
    expect(events.user).to.include('booking.expiring').and.not.include('booking.created');
    expect(events.owner).to.include.members(['booking.created', 'booking.reinstated', 'broadcast.sent']);
    expect(events.admin).to.deep.equal(['broadcast.sent']);
    expect(events.operator).to.have.members(['broadcast.sent', 'alert.raised']);
  });

  it('are replaced as a whole, and are nobody else’s', async () => {
    const [me, other] = [await signIn('user'), await signIn('user')];
    const { status, body } = await me.put(mine);
    expect(status).to.equal(200);
    expect(body).to.deep.include({ timezone: 'Europe/Berlin', quietHours: mine.quietHours });
    expect(body.choices['booking.expiring']).to.deep.equal({ email: false, push: true });
    expect(body.choices['booking.renewed']).to.deep.equal({ email: true, push: false });
    expect(body.changedAt).to.be.a('string');
    expect(await me.read()).to.deep.equal(body);
    expect((await other.read()).changedAt).to.equal(null);
    const emptied = (await me.put({})).body;
    expect(emptied).to.deep.equal({ ...(await other.read()), changedAt: emptied.changedAt });
  });

  it('take what was read, and keep only what is otherwise than usual', async () => {
    const me = await signIn('owner');
    const { choices, timezone } = await me.read();
    const answer = await me.put({ choices, timezone, quietHours: null, digest: 'daily' });
    expect([answer.status, answer.body.digest]).to.deep.equal([200, 'daily']);
    const kept = () => query('SELECT choices FROM preferences WHERE user_id = $1', [me.id]);
    expect(await kept()).to.deep.equal([{ choices: {} }]);
    await me.put({ choices: { ...choices, 'slot.released': { email: true, push: false } } });
    expect(await kept()).to.deep.equal([{ choices: { 'slot.released': { email: true } } }]);
  });

  it('name what they do not take, and change nothing then', async () => {
    const me = await signIn('user');
    await me.put(mine);
    const wrong: [object, string][] = [
      [{ choices: { 'booking.teleported': { email: true } } }, 'choices.booking.teleported'],
      [{ choices: { constructor: {} } }, 'choices.constructor'],
      // What owners are told of.
      [{ choices: { 'booking.created': { push: false } } }, 'choices.booking.created'],
      [{ choices: { 'booking.expiring': { sms: true } } }, 'choices.booking.expiring.sms'],
      [{ choices: { 'booking.expiring': { email: 'yes' } } }, 'choices.booking.expiring.email'],
      [{ choices: [] }, 'choices'],
      [{ timezone: 'Mars/Olympus' }, 'timezone'],
      [{ timezone: null }, 'timezone'],
      [{ quietHours: { from: '24:00', to: '07:00' } }, 'quietHours.from'],
      [{ quietHours: { from: '22:00' } }, 'quietHours.to'],
      [{ quietHours: { from: '22:00', to: '22:00' } }, 'quietHours.to'],
      [{ quietHours: { from: '22:00', to: '07:00', breakThrough: 1 } }, 'quietHours.breakThrough'],
      [{ digest: 'weekly' }, 'digest'],
      [{ digest: 'daily' }, 'digest'],
      [{ language: 'es' }, 'language'],
      [{ changedAt: null }, 'changedAt'],
    ];
    for (const [body, path] of wrong) {
      const answer = await me.put(body);
      expect([answer.status, answer.body.errors?.map((error) => error.path)], path).to.deep.equal([
        400,
        [path],
      ]);
    }
    expect((await me.read()).quietHours).to.deep.equal(mine.quietHours);
  });

  it('are named in the language of whose they are', async () => {
    const me = await signIn('user');
    const titles = async () => (await me.read()).events.map(({ title }) => title);
    expect(await titles()).to.include('A booking is about to end');
    await me.spanish();
    expect(await titles()).to.include('Una reserva está por vencer');
  });

  it('say what is missing before anything arrives', async () => {
    const me = await signIn('user');
    expect((await me.read()).reach).to.deep.equal({ email: 'not_verified', push: 'not_on_this_device' });
    await query('UPDATE users SET email_verified_at = now() WHERE id = $1', [me.id]);
    const subscribe = `INSERT INTO push_subscriptions (user_id, session_id, endpoint, provider, p256dh, auth)
                       SELECT user_id, id, 'https://push.example/' || id, 'push:push.example', 'k', 'a' FROM sessions WHERE user_id = $1`;
    await query(subscribe, [(await signIn('user')).id]);
    expect((await me.read()).reach).to.deep.equal({ email: 'ready', push: 'not_on_this_device' });
    await query(subscribe, [me.id]);
    await query('UPDATE users SET mail_stopped_at = now() WHERE id = $1', [me.id]);
    expect((await me.read()).reach).to.deep.equal({ email: 'stopped', push: 'ready' });
  });

  it('say which channels this installation has none of, when they are read and when they are changed', async () => {
    const reachWith = async (env: object) => {
      const other = await TestApi.start({ env, database: api.database });
      const { accessToken: token } = await other.signedIn('user');
      const read = await other.call<Preferences>('GET', '/me/preferences', { token });
      const changed = await other.call<Preferences>('PUT', '/me/preferences', { token, body: {} });
      await other.stop();
      expect(changed.body.reach).to.deep.equal(read.body.reach);
      return read.body.reach;
    };
    expect(await reachWith({})).to.deep.equal({ email: 'unavailable', push: 'unavailable' });
    expect(await reachWith(withMail)).to.deep.equal({ email: 'not_verified', push: 'unavailable' });
    expect(await reachWith(withPush)).to.deep.equal({ email: 'unavailable', push: 'not_on_this_device' });
  });

  it('decide on what waits, though not before it could be seen', async () => {
    const me = await signIn('owner');
    await query(
      `INSERT INTO deliveries (user_id, channel, provider, priority, due_at, created_at, attempts, last_error)
       VALUES ($1, 'email', 'email', 2, now() + interval '9 hours', now() - interval '1 hour', 0, 'put off'),
              ($1, 'email', 'email', 2, now() + interval '9 hours', now(), 0, 'put off, new'),
              ($1, 'email', 'email', 2, now() + interval '2 minutes', now(), 0, 'to be seen'),
              ($1, 'email', 'email', 2, now() + interval '9 hours', now() - interval '1 hour', 1, 'tried')`,
      [me.id],
    );
    await me.put({ digest: 'hourly' });
    const rows = await query<{ what: string; minutes: number }>(
      `SELECT last_error AS what, round(extract(epoch FROM due_at - now()) / 60)::int AS minutes FROM deliveries WHERE user_id = $1`,
      [me.id],
    );
    expect(Object.fromEntries(rows.map(({ what, minutes }) => [what, minutes]))).to.deep.equal({
      ...{ 'put off': 0, 'put off, new': 15, 'to be seen': 2, tried: 540 },
    });
  });
});

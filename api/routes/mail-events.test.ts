import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { statement } from '../../platform/postgres/statement.js';
import { TestApi } from '../../test/harness/api.js';

const secret = 'q0Zl3rYw8mVb1xKc7TnE5uHs9dJf2gAaPo4iLeR6Mtk=';
const other = 'Zl3rYw8mVb1xKc7TnE5uHs9dJf2gAaPo4iLeR6Mtkq0=';

describe('Reports of bounces and complaints', () => {
  let api: TestApi;
  let email: string;
  before(async () => {
    api = await TestApi.start({ env: { MAIL_EVENTS_SECRET: secret } });
  });
  after(() => api.stop());
  beforeEach(async () => {
    email = (await api.signedIn('user')).user.email;
  });

  const query = <Row extends object>(sql: string, values: unknown[] = []) =>
    api.services.db.query<Row>(statement('test', sql), values);
  const stopped = async () => {
    const [row] = await query<{ reason: string | null }>(
      'SELECT mail_stop_reason AS reason FROM users WHERE email = $1 AND mail_stopped_at IS NOT NULL',
      [email],
    );
    return row?.reason ?? null;
  };
  interface Signing {
    with?: string;
    at?: Date;
    /** What is signed, where that is something else than what is sent. */
    of?: string;
  }
  const signed = (raw: string, { with: key = secret, at = new Date(), of = raw }: Signing = {}) => ({
    raw,
    headers: {
      ...{ 'webhook-id': 'm1', 'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)) },
      'webhook-signature': new Webhook(key).sign('m1', at, of),
    },
  });
  const report = async (call: { raw: string; headers?: Record<string, string> }) =>
    (await api.call('POST', '/mail-events', call)).status;
  const bodyOf = (...events: object[]) => JSON.stringify({ events }, undefined, 2);

  it('stop the addresses that they name, and no others', async () => {
    const untouched = (await api.signedIn('user')).user.email;
    const body = bodyOf(
      { type: 'complained', email: email.toUpperCase() },
      { type: 'bounced', email: 'nobody@parking.example' },
    );
    expect(await report(signed(body))).to.equal(204);
    expect(await stopped()).to.equal('complained');
    expect(await report(signed(bodyOf({ type: 'bounced', email })))).to.equal(204);
    expect(await stopped(), 'the first reason stays').to.equal('complained');
    email = untouched;
    expect(await stopped()).to.equal(null);
  });

  it('do nothing when they come again, after the address has been shown to work', async () => {
    const call = signed(bodyOf({ type: 'bounced', email }), { at: new Date(Date.now() - 60_000) });
    expect(await report(call)).to.equal(204);
    await query(
      `UPDATE users SET mail_stopped_at = NULL, mail_stop_reason = NULL, email_verified_at = now() WHERE email = $1`,
      [email],
    );
    expect(await report(call)).to.equal(204);
    expect(await stopped()).to.equal(null);
  });

  it('are refused with 401 unless they were signed with the secret, as they are, a moment ago', async () => {
    const body = bodyOf({ type: 'bounced', email });
    const old = new Date(Date.now() - 6 * 60_000);
    const early = new Date(Date.now() + 6 * 60_000);
    for (const [what, call] of Object.entries({
      'no signature': { raw: body },
      'another secret': signed(body, { with: other }),
      'another body': signed(body, { of: bodyOf({ type: 'bounced', email: randomUUID() }) }),
      'the same data in other bytes': signed(body, { of: JSON.stringify(JSON.parse(body)) }),
      'too old': signed(body, { at: old }),
      'from the future': signed(body, { at: early }),
      nonsense: { raw: body, headers: { ...signed(body).headers, 'webhook-signature': 'v1,' } },
      'another id': { raw: body, headers: { ...signed(body).headers, 'webhook-id': 'm2' } },
    }))
      expect(await report(call), what).to.equal(401);
    expect(await stopped()).to.equal(null);
  });

  it('are not taken where no secret was set', async () => {
    const without = await TestApi.start({ database: api.database });
    const call = signed(bodyOf({ type: 'bounced', email }));
    expect((await without.call('POST', '/mail-events', call)).status).to.equal(404);
    expect(await stopped()).to.equal(null);
    await without.stop();
  });
});

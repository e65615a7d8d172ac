import { expect } from 'chai';
import { MailingApi, password, tokenOf } from '../../test/harness/mailing-api.js';
import { hereMs } from '../../dev/tests/machine.js';

const newPassword = 'another parking word';

describe('Account by mail', function () {
  this.timeout(20_000);
  let mailing: MailingApi;
  before(async () => {
    mailing = await MailingApi.start();
  });
  beforeEach(() => {
    mailing.server.reset();
  });
  after(() => mailing.stop());

  const post = (path: string, body?: unknown) => mailing.post(path, body);
  const forgot = (email: string) => post('/auth/forgotten-password', { email });
  const me = async (token: string) =>
    (await mailing.api.call<{ emailVerified: boolean; hasMail: boolean }>('GET', '/me', { token })).body;
  const logIn = (email: string, given: string) => post('/auth/login', { email, password: given });
  /** As if so much time had passed since the last letter. */
  const pass = (interval: string) =>
    mailing.query('UPDATE letter_counts SET last_at = last_at - $1::interval, since = since - $1::interval', [
      interval,
    ]);

  describe('verifying an address', () => {
    it('begins by itself with an account, and ends with a tap', async () => {
      const { email, accessToken } = await mailing.registered();
      expect(await me(accessToken)).to.include({ emailVerified: false, hasMail: true });
      const letter = await mailing.newestTo(email);
      expect(letter?.headers.subject).to.equal('Is this your e-mail address?');
      expect((await post('/auth/verify-address', { token: tokenOf(letter) })).status).to.equal(204);
      expect(await me(accessToken)).to.include({ emailVerified: true });
      const again = await mailing.api.call('POST', '/me/verify-address', { token: accessToken });
      expect([again.status, again.body.code]).to.deep.equal([409, 'email_verified']);
    });

    it('is asked for again, once in a minute and five times in an hour, however many ask at once', async () => {
      const { email, accessToken } = await mailing.registered();
      const ask = async () =>
        (await mailing.api.call('POST', '/me/verify-address', { token: accessToken })).status;
      expect(await ask()).to.equal(202);
      expect(await mailing.lettersTo(email)).to.have.lengthOf(1);
      for (let minute = 1; minute <= 7; minute++) {
        await pass('61 seconds');
        expect(new Set(await Promise.all(Array.from({ length: 8 }, ask)))).to.deep.equal(new Set([202]));
      }
      expect(await mailing.lettersTo(email)).to.have.lengthOf(5);
      await pass('1 hour');
      await ask();
      expect(await mailing.lettersTo(email)).to.have.lengthOf(6);
    });

    it('reaches an address that was stopped, which takes mail again then', async () => {
      const { email, accessToken } = await mailing.verified();
      await mailing.query(
        `UPDATE users SET mail_stopped_at = now(), mail_stop_reason = 'bounced' WHERE email = $1`,
        [email],
      );
      expect(await me(accessToken)).to.include({ emailVerified: false });
      await pass('1 hour');
      await mailing.api.call('POST', '/me/verify-address', { token: accessToken });
      const token = tokenOf(await mailing.newestTo(email));
      expect((await post('/auth/verify-address', { token })).status).to.equal(204);
      expect(await me(accessToken)).to.include({ emailVerified: true });
    });
  });

  describe('a forgotten password', () => {
    it('is replaced by a link from the mailbox, which ends every session and proves the address', async () => {
      const { email, accessToken } = await mailing.registered();
      await mailing.lettersTo(email);
      expect((await forgot(email)).status).to.equal(202);
      const token = tokenOf(await mailing.newestTo(email));
      const reset = await post('/auth/reset-password', { token, password: newPassword });
      expect(reset.status).to.equal(204);
      expect((await mailing.api.call('GET', '/me', { token: accessToken })).status).to.equal(401);
      expect((await logIn(email, password)).status).to.equal(401);
      const { status, body } = await mailing.post<{ accessToken: string }>('/auth/login', {
        ...{ email, password: newPassword },
      });
      expect(status).to.equal(200);
      expect(await me(body.accessToken)).to.include({ emailVerified: true });
    });

    it('is asked for with one answer, at one time, whoever has the address', async () => {
      const [known, suspended] = [await mailing.verified(), await mailing.verified()];
      await mailing.query('UPDATE users SET suspended_at = now() WHERE email = $1', [suspended.email]);
      const ask = async (email: string) => {
        const startedAt = performance.now();
        const { status, body, headers } = await forgot(email);
        const names = [...headers.keys()].filter((name) => name !== 'date').sort();
        return { ms: performance.now() - startedAt, said: { status, body, names } };
      };
      const asked = await Promise.all(
        [known.email, suspended.email, 'nobody@example.test', known.email].map(ask),
      );
      for (const { ms, said } of asked) {
        expect(said).to.deep.equal(asked[0]?.said);
        expect(said.status).to.equal(202);
        expect(ms).to.be.within(295, 300 + hereMs(250));
      }
      expect(await mailing.lettersTo(known.email)).to.have.lengthOf(1);
      expect(await mailing.lettersTo(suspended.email)).to.have.lengthOf(0);
      expect(mailing.server.letters).to.have.lengthOf(1);
    });

    it('is replaced once, by one of twenty who use the link at once, and all others hear the same', async () => {
      const { email } = await mailing.verified();
      await forgot(email);
      const token = tokenOf(await mailing.newestTo(email));
      const uses = await Promise.all(
        Array.from({ length: 20 }, (_, n) =>
          post('/auth/reset-password', { token, password: `${newPassword} ${n}` }),
        ),
      );
      expect(uses.filter(({ status }) => status === 204)).to.have.lengthOf(1);
      const refused = uses.filter(({ status }) => status !== 204);
      expect(new Set(refused.map(({ body }) => body.code))).to.deep.equal(new Set(['invalid_link']));
      const winner = uses.findIndex(({ status }) => status === 204);
      expect((await logIn(email, `${newPassword} ${winner}`)).status).to.equal(200);
    });

    it('takes no link that is used, too old, unknown, of another kind, or from before a change', async () => {
      const somebody = await mailing.registered();
      const { email, accessToken } = somebody;
      const ofVerifying = tokenOf(await mailing.newestTo(email));
      const linkTo = async (address: string) => {
        await pass('61 seconds');
        await forgot(address);
        return tokenOf(await mailing.newestTo(address));
      };
      const reset = async (token: string) => {
        const { status, body } = await post('/auth/reset-password', { token, password: newPassword });
        return [status, body.code];
      };
      const no = [409, 'invalid_link'];
      for (const token of ['x', '\0', 'y'.repeat(43), ofVerifying])
        expect(await reset(token)).to.deep.equal(no);
      const old = await linkTo(email);
      await mailing.query(`UPDATE mail_tokens SET expires_at = now() - interval '1 ms'`);
      expect(await reset(old)).to.deep.equal(no);
      // One that is too old leaves the others alone.
      const [first, second] = [await linkTo(email), await linkTo(email)];
      expect(await reset(old)).to.deep.equal(no);
      const body = { currentPassword: password, newPassword };
      await mailing.api.call('POST', '/me/password', { token: accessToken, body });
      expect(await reset(first)).to.deep.equal(no);
      const third = await linkTo(email);
      expect((await reset(third))[0]).to.equal(204);
      for (const token of [second, third]) expect(await reset(token)).to.deep.equal(no);
    });

    it('is not replaced by a weak one, which uses nothing up, nor for who is suspended meanwhile', async () => {
      const { email } = await mailing.verified();
      await forgot(email);
      const token = tokenOf(await mailing.newestTo(email));
      const weak = await post('/auth/reset-password', { token, password: email.slice(0, 36) });
      expect(weak.status).to.equal(400);
      await mailing.query('UPDATE users SET suspended_at = now() WHERE email = $1', [email]);
      const reset = () => post('/auth/reset-password', { token, password: newPassword });
      expect((await reset()).body.code).to.equal('invalid_link');
      await mailing.query('UPDATE users SET suspended_at = NULL WHERE email = $1', [email]);
      expect((await reset()).status).to.equal(204);
    });

    it('is kept nowhere in plain text: neither it nor the token', async () => {
      const { email } = await mailing.verified();
      await forgot(email);
      const token = tokenOf(await mailing.newestTo(email));
      const said = [token, Buffer.from(token).toString('hex')].map((text) => `%${text}%`);
      for (const table of ['mail_tokens', 'deliveries', 'letter_counts', 'events'])
        expect(await mailing.query(`SELECT FROM ${table} t WHERE t::text LIKE ANY ($1)`, [said]), table).to.be
          .empty;
    });

    it('works by each of two letters, where the first was sent though its sender was not told so', async () => {
      const { email } = await mailing.verified();
      await forgot(email);
      mailing.server.behave({ end: { code: 451, text: 'try later' } });
      await mailing.lettersTo(email);
      mailing.server.behave({});
      await mailing.query(`UPDATE deliveries SET due_at = now() WHERE status = 'due'`);
      await mailing.query('UPDATE delivery_providers SET down_until = NULL');
      const [letter] = await mailing.lettersTo(email);
      expect(
        await mailing.query(
          `SELECT FROM mail_tokens WHERE used_at IS NULL AND user_id =
        (SELECT id FROM users WHERE email = $1) AND purpose = 'reset-password'`,
          [email],
        ),
      ).to.have.lengthOf(2);
      const reset = await post('/auth/reset-password', { token: tokenOf(letter), password: newPassword });
      expect(reset.status).to.equal(204);
    });
  });
});

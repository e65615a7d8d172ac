import { expect } from 'chai';
import { MailingApi, password, tokenOf } from '../../test/harness/mailing-api.js';

describe('Letters about signing in', function () {
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
  const logIn = (email: string, given: string, headers?: Record<string, string>) =>
    mailing.post('/auth/login', { email, password: given }, headers);

  describe('a sign-in from a new device', () => {
    it('is told to a verified address, with time and device, and once for each device', async () => {
      const { email } = await mailing.verified();
      const agent = { 'User-Agent': 'Tele Vision/1.0' };
      const { headers } = await logIn(email, password, agent);
      const letter = await mailing.newestTo(email);
      expect(letter?.headers.subject).to.equal('New sign-in to your account');
      expect(letter?.text)
        .to.contain('Device: Tele Vision/1.0')
        .and.match(/When: \d+ \w+, \d\d:\d\d UTC/);
      const device = headers.getSetCookie().find((cookie) => cookie.startsWith('parkmate_device='));
      await logIn(email, password, { ...agent, Cookie: device?.split(';')[0] ?? '' });
      expect(await mailing.lettersTo(email)).to.have.lengthOf(1);
      await logIn(email, password, agent);
      expect(await mailing.lettersTo(email)).to.have.lengthOf(2);
    });

    it('is told with the name that the device has on the page of the account, in the language of the person', async () => {
      const { email } = await mailing.verified();
      const agent =
        'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36';
      await logIn(email, password, { 'User-Agent': agent });
      const english = await mailing.newestTo(email);
      expect(english?.text).to.contain('Device: Chrome on Windows').and.not.contain('Mozilla');
      await mailing.query(`UPDATE users SET language = 'es' WHERE email = $1`, [email]);
      await logIn(email, password, { 'User-Agent': agent });
      expect((await mailing.newestTo(email))?.text).to.contain('Dispositivo: Chrome en Windows');
    });

    it('is not told to an address that may be somebody else’s', async () => {
      const { email } = await mailing.registered();
      await mailing.lettersTo(email);
      mailing.server.reset();
      expect((await logIn(email, password)).status).to.equal(200);
      expect(await mailing.lettersTo(email)).to.be.empty;
    });
  });

  describe('a lockout', () => {
    /** By failures of so many places. */
    const lockEverywhere = async (email: string) => {
      await mailing.query(
        `INSERT INTO login_failures (email, scope, failures, last_at) VALUES ($1, 'everywhere', 99, now())
         ON CONFLICT (email, scope) DO UPDATE SET failures = 99, locked_until = NULL`,
        [email],
      );
      return logIn(email, 'wrong');
    };

    it('is told once in an hour, with a link that lets one device in and leaves the lock to all others', async () => {
      const { email } = await mailing.verified();
      const [hidden, known] = [await lockEverywhere('nobody@example.test'), await lockEverywhere(email)];
      expect([known.status, known.body.code]).to.deep.equal([hidden.status, hidden.body.code]);
      const letter = await mailing.newestTo(email);
      expect(mailing.server.letters).to.have.lengthOf(1);
      expect((await logIn(email, password)).status).to.equal(429);
      await lockEverywhere(email);
      expect(await mailing.lettersTo(email)).to.have.lengthOf(1);

      const lifted = await post('/auth/lift-lockout', { token: tokenOf(letter) });
      expect(lifted.status).to.equal(204);
      const Cookie = lifted.headers.get('Set-Cookie')?.split(';')[0] ?? '';
      expect((await logIn(email, password, { Cookie })).status).to.equal(200);
      expect((await logIn(email, password)).status).to.equal(429);
      const again = await post('/auth/lift-lockout', { token: tokenOf(letter) });
      expect([again.status, again.body.code]).to.deep.equal([409, 'invalid_link']);
    });

    it('ends with a new password', async () => {
      const { email } = await mailing.verified();
      await lockEverywhere(email);
      await post('/auth/forgotten-password', { email });
      const letters = await mailing.lettersTo(email);
      const token = tokenOf(letters.find(({ text }) => text.includes('/reset-password#')));
      const newPassword = 'another parking word';
      expect((await post('/auth/reset-password', { token, password: newPassword })).status).to.equal(204);
      expect((await logIn(email, newPassword)).status).to.equal(200);
    });
  });
});

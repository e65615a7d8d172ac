import { expect } from 'chai';
import { randomInt, randomUUID } from 'node:crypto';
import { UnsubscribeLinks } from '../../domain/deliveries/mail/unsubscribe-link.js';
import { unsubscribe } from '../../domain/deliveries/mail/unsubscribe.js';
import { definitionOf } from '../../domain/events/catalog/index.js';
import { statement } from '../../platform/postgres/statement.js';
import type { Preferences } from '../../contract/api/preferences.js';
import { TestApi } from '../../test/harness/api.js';
import { callsPerMinute } from '../rate-limits/rate-limits.js';

const old = 'the secret that was in use when the letter was sent';
const current = 'the secret that is in use by now, another one';

const titleIn = (language: 'en' | 'es') => definitionOf('booking.declined')?.title?.[language] ?? '';

describe('Switching letters off without signing in', () => {
  let api: TestApi;
  let userId: string;
  let token: string;
  before(async () => {
    api = await TestApi.start({
      env: { JWT_SECRET: current, JWT_SECRET_ALSO_ACCEPTED: old, RATE_LIMITS: 'on', TRUST_PROXY: 1 },
    });
  });
  after(() => api.stop());
  beforeEach(async () => {
    const session = await api.signedIn('user');
    [userId, token] = [session.user.id, session.accessToken];
  });

  const linkOf = (event: string | null, secret = current, id = userId) =>
    new UnsubscribeLinks([secret], api.url).of({ userId: id, event });
  const address = () => `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`;
  const ask = async (link: string, method = 'GET', from = address()) => {
    const body = method === 'POST' ? new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) : null;
    const response = await fetch(link, { method, body, headers: { 'x-forwarded-for': from } });
    return { status: response.status, text: await response.text(), headers: response.headers };
  };
  const chosen = async () => (await api.call<Preferences>('GET', '/me/preferences', { token })).body.choices;

  it('is asked for by a page, which changes nothing, and done by one click, which may come again', async () => {
    const before = await chosen();
    const page = await ask(linkOf('booking.declined'));
    expect(page.status).to.equal(200);
    expect(page.text)
      .to.contain(`No more e-mails like “${titleIn('en')}”?`)
      .and.contain('<form method="post">');
    expect(page.headers.get('content-security-policy')).to.contain("default-src 'none'");
    expect(page.headers.get('cache-control')).to.equal('no-store');
    expect(await chosen()).to.deep.equal(before);
    for (let n = 0; n < 2; n++) expect((await ask(linkOf('booking.declined'), 'POST')).status).to.equal(200);
    expect(await chosen()).to.deep.equal({ ...before, 'booking.declined': { email: false, push: true } });
  });

  it('leaves what was chosen for other channels, and can be done for all events', async () => {
    const choices = { 'booking.expiring': { push: false }, 'booking.renewed': { email: true } };
    await api.call('PUT', '/me/preferences', { token, body: { choices } });
    const page = await ask(linkOf(null), 'POST');
    expect(page.text).to.contain('You get no more e-mails about what happens in ParkMate.');
    const after = await chosen();
    expect(after['booking.expiring']).to.deep.equal({ email: false, push: false });
    expect(Object.values(after).filter(({ email }) => email)).to.deep.equal([]);
  });

  it('is in the language of whom the letter was for', async () => {
    await api.call('PATCH', '/me', { token, body: { language: 'es' } });
    expect((await ask(linkOf('booking.declined'))).text)
      .to.contain('<html lang="es">')
      .and.contain(`¿No recibir más correos como «${titleIn('es')}»?`);
  });

  it('goes on while the secret is replaced, and is bound to person and event', async () => {
    expect((await ask(linkOf('booking.declined', old), 'POST')).status).to.equal(200);
    const before = await chosen();
    const right = new URL(linkOf('booking.expired'));
    const [, , mac] = right.searchParams.get('token')?.split('~') ?? [];
    const other = (await api.signedIn('user')).user.id;
    for (const forged of [
      ...[`${userId}~booking.expiring~${mac}`, `${other}~booking.expired~${mac}`, `${userId}~*~${mac}`],
      ...[
        `${userId}~booking.expired~`,
        `${userId}~booking.expired~${mac}x`,
        '',
        'x',
        `~~${mac}`,
        '%00~%00~%00',
      ],
    ])
      for (const method of ['GET', 'POST'])
        expect(
          (await ask(`${right.origin}${right.pathname}?token=${forged}`, method)).status,
          forged,
        ).to.equal(404);
    expect((await ask(linkOf('booking.expired', 'a secret of somebody else'), 'POST')).status).to.equal(404);
    expect((await ask(`${right.origin}${right.pathname}?token=a&token=b`, 'POST')).status).to.equal(404);
    expect(await chosen()).to.deep.equal(before);
  });

  it('does nothing for accounts and events that are no more', async () => {
    expect((await ask(linkOf('booking.declined', current, randomUUID()), 'POST')).status).to.equal(200);
    expect((await ask(linkOf('event.of-old'), 'POST')).status).to.equal(200);
    const [row] = await api.services.db.query<{ count: number }>(
      statement('test', 'SELECT count(*)::int AS count FROM preferences WHERE user_id = $1'),
      [userId],
    );
    expect(row?.count).to.equal(0);
  });

  it('is done once, however often it is asked for at the same time', async () => {
    await Promise.all(
      ['booking.expired', null, 'booking.declined', null].map((event) =>
        unsubscribe(api.services.db, { userId, event }),
      ),
    );
    expect(Object.values(await chosen()).filter(({ email }) => email)).to.deep.equal([]);
  });

  it('is limited, for guesses', async () => {
    const from = address();
    const answers = await Promise.all(
      Array.from({ length: callsPerMinute.write + 5 }, () =>
        ask(`${api.url}/api/mail/unsubscribe`, 'POST', from),
      ),
    );
    expect(answers.filter(({ status }) => status === 429)).to.have.length(5);
  });
});

import { expect } from 'chai';
import type { Session } from '../../contract/api/accounts.js';
import { TestApi } from '../../test/harness/api.js';

const shop = 'https://shop.example';
const ours = 'https://parkmate.test';

/** What a browser asks before it sends a request of another origin. */
const preflight = (origin: string, method = 'POST') => ({
  headers: {
    Origin: origin,
    'Access-Control-Request-Method': method,
    'Access-Control-Request-Headers': 'authorization,content-type,idempotency-key',
  },
});

describe('A page of another origin', () => {
  let api: TestApi;
  let user: Session & { cookie: string };
  before(async () => {
    api = await TestApi.start({ env: { PUBLIC_ORIGIN: [ours], EMBED_ORIGINS: [shop] } });
    user = await api.signedIn('user');
  });
  after(() => api.stop());

  const permissions = (headers: Headers) =>
    [...headers.keys()].filter((name) => name.startsWith('access-control-'));

  it('that is named may ask with a token, and reads what clients need of the answer', async () => {
    for (const origin of [shop, ours]) {
      const answer = await api.call('GET', '/me', {
        token: user.accessToken,
        headers: { Origin: origin },
      });
      expect(answer.status).to.equal(200);
      expect(answer.headers.get('Access-Control-Allow-Origin')).to.equal(origin);
      expect(answer.headers.get('Access-Control-Expose-Headers'))
        .to.contain('Date')
        .and.contain('Retry-After');
      expect(answer.headers.get('Vary')).to.match(/\bOrigin\b/);
    }
  });

  it('that is named reads refusals too, so that it knows a token that has expired', async () => {
    const answer = await api.call('GET', '/me', { token: 'nonsense', headers: { Origin: shop } });
    expect(answer.status).to.equal(401);
    expect(answer.headers.get('Access-Control-Allow-Origin')).to.equal(shop);
  });

  it('that is named may send what the client sends', async () => {
    const { status, headers } = await api.call('OPTIONS', '/notifications/read', preflight(shop));
    expect(status).to.equal(204);
    expect(headers.get('Access-Control-Allow-Origin')).to.equal(shop);
    expect(headers.get('Access-Control-Allow-Methods')?.split(', ')).to.have.members([
      'GET',
      'POST',
      'PUT',
      'PATCH',
      'DELETE',
    ]);
    expect(headers.get('Access-Control-Allow-Headers')).to.equal(
      'Authorization, Content-Type, Idempotency-Key',
    );
    expect(Number(headers.get('Access-Control-Max-Age'))).to.be.above(0);
  });

  it('is never allowed cookies', async () => {
    for (const [method, path] of [
      ['OPTIONS', '/notifications/read'],
      ['GET', '/me'],
      ['OPTIONS', '/auth/refresh'],
    ] as const) {
      const { headers } = await api.call(method, path, preflight(shop));
      expect(headers.has('Access-Control-Allow-Credentials'), path).to.equal(false);
    }
  });

  it('may not open, refresh or end sessions, even where it is named', async () => {
    for (const path of ['/auth/login', '/auth/refresh', '/auth/logout', '/auth/register', '/AUTH/login']) {
      const { headers } = await api.call('OPTIONS', path, preflight(shop));
      expect(permissions(headers), path).to.deep.equal([]);
    }
    const refreshed = await api.call('POST', '/auth/refresh', {
      headers: { Origin: shop, Cookie: user.cookie },
    });
    expect(refreshed.status).to.equal(403);
    expect(refreshed.body.code).to.equal('origin_not_allowed');
    expect(permissions(refreshed.headers)).to.deep.equal([]);
  });

  for (const origin of [
    'https://evil.example',
    'null',
    `${shop}.evil.example`,
    'http://shop.example',
    `${shop}:8443`,
  ]) {
    it(`is not let in as ${origin}`, async () => {
      const asked = await api.call('OPTIONS', '/notifications/read', preflight(origin));
      expect(permissions(asked.headers)).to.deep.equal([]);
      const answer = await api.call('GET', '/me', { token: user.accessToken, headers: { Origin: origin } });
      expect(permissions(answer.headers)).to.deep.equal([]);
      expect(answer.headers.get('Vary')).to.match(/\bOrigin\b/);
    });
  }
});

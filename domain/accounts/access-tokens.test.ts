import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';
import type { Account } from '../../contract/api/accounts.js';
import { DomainError } from '../errors.js';
import { AccessTokens } from './access-tokens.js';
import type { RevokedSessions } from './revoked-sessions.js';

const secret = 'a secret that only this test knows, long enough for every algorithm there is';
const keyOf = (text: string) => new TextEncoder().encode(text);

describe('access tokens', () => {
  let now: Date;
  let revoked: Set<string>;
  let tokens: AccessTokens;
  const account: Account = {
    id: randomUUID(),
    email: 'a@b.test',
    name: 'Ada',
    role: 'owner',
    language: 'en',
  };
  const sessionId = randomUUID();

  beforeEach(() => {
    now = new Date('2021-05-05T12:00:00.250Z');
    revoked = new Set();
    tokens = new AccessTokens([secret], 900, { now: () => now }, revoked as unknown as RevokedSessions);
  });

  const codeOf = async (token: string): Promise<string> => {
    try {
      await tokens.verify(token);
      return 'accepted';
    } catch (error) {
      if (error instanceof DomainError) return error.code;
      throw error;
    }
  };
  const claims = (): JWTPayload => ({
    sub: account.id,
    role: 'admin',
    sid: sessionId,
    iss: 'parkmate',
    aud: 'parkmate',
    exp: Math.floor(now.getTime() / 1_000) + 60,
  });
  const signed = (changes: JWTPayload = {}, alg = 'HS256', key = secret) =>
    new SignJWT({ ...claims(), ...changes }).setProtectedHeader({ alg }).sign(keyOf(key));

  it('say who is calling, and until when', async () => {
    const { accessToken, expiresAt } = await tokens.issue(account, sessionId);
    expect(await tokens.verify(accessToken)).to.deep.equal({
      userId: account.id,
      role: 'owner',
      sessionId,
      expiresAt,
    });
    expect(expiresAt.toISOString()).to.equal('2021-05-05T12:15:01.000Z');
  });

  it('differ each time', async () => {
    const [one, other] = [await tokens.issue(account, sessionId), await tokens.issue(account, sessionId)];
    expect(one.accessToken).not.to.equal(other.accessToken);
  });

  it('expire by the clock that was given, also when they are remembered', async () => {
    const { accessToken, expiresAt } = await tokens.issue(account, sessionId);
    now = new Date(expiresAt.getTime() - 1);
    expect(await codeOf(accessToken)).to.equal('accepted');
    now = expiresAt;
    expect(await codeOf(accessToken)).to.equal('token_expired');
    const others = new AccessTokens([secret], 900, { now: () => now }, revoked as unknown as RevokedSessions);
    await others.verify(accessToken).then(
      () => expect.fail('an expired token was accepted'),
      (error: unknown) => expect(error).to.have.property('code', 'token_expired'),
    );
  });

  it('are refused when their session is over, also when they are remembered', async () => {
    const { accessToken } = await tokens.issue(account, sessionId);
    expect(await codeOf(accessToken)).to.equal('accepted');
    revoked.add(sessionId);
    expect(await codeOf(accessToken)).to.equal('unauthenticated');
  });

  it('are accepted when they are made as they should be, which the forgeries below build on', async () => {
    expect(await codeOf(await signed())).to.equal('accepted');
  });

  const forgeries: Record<string, () => Promise<string> | string> = {
    'signed with another key': () => signed({}, 'HS256', 'another secret that has 32 bytes too!'),
    'not signed (alg: none)': () => new UnsecuredJWT(claims()).encode(),
    'signed with another algorithm': () => signed({}, 'HS512'),
    'for somebody else (aud)': () => signed({ aud: 'other' }),
    'of somebody else (iss)': () => signed({ iss: 'other' }),
    'of an unknown role': () => signed({ role: 'root' }),
    'without a session': () => signed({ sid: undefined }),
    'without an end': () => signed({ exp: undefined as never }),
    'for no id': () => signed({ sub: "' OR 1=1 --" }),
    'with another payload': async () => {
      const [header, , signature] = (await signed()).split('.');
      const payload = Buffer.from(JSON.stringify({ ...claims(), role: 'operator' })).toString('base64url');
      return [header, payload, signature].join('.');
    },
    'with the algorithm written over': async () => {
      const [, payload, signature] = (await signed()).split('.');
      return [Buffer.from('{"alg":"none"}').toString('base64url'), payload, signature].join('.');
    },
    'without its signature': async () => [...(await signed()).split('.').slice(0, 2), ''].join('.'),
    'that is no token': () => 'abc',
    'that is empty': () => '',
    'that is huge': () => 'a.b.'.padEnd(100_000, 'c'),
  };
  for (const [name, forge] of Object.entries(forgeries)) {
    it(`refuse one ${name}`, async () => {
      expect(await codeOf(await forge())).to.equal('unauthenticated');
    });
  }

  it('tell expiry from forgery: one that is both is only forged', async () => {
    const old = { exp: Math.floor(now.getTime() / 1_000) - 60 };
    expect(await codeOf(await signed(old))).to.equal('token_expired');
    expect(await codeOf(await signed(old, 'HS256', 'another secret that has 32 bytes too!'))).to.equal(
      'unauthenticated',
    );
  });
});

import { SignJWT, UnsecuredJWT } from 'jose';
import { Account } from '../harness/account.js';

/** Tokens that say who somebody is and must not be believed, by what is wrong with them. */
export async function badTokensOf({ id, access }: Account): Promise<Record<string, string>> {
  const claims = { role: access.role, sid: id };
  const secret = new TextEncoder().encode(access.jwtSecret);
  const inAnHour = Math.ceil(Date.now() / 1_000) + 3_600;
  const signed = (issuer: string, audience: string, alg = 'HS256', key = secret) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg })
      .setSubject(id)
      .setIssuer(issuer)
      .setAudience(audience)
      .setExpirationTime(inAnHour)
      .sign(key);
  const good = await Account.tokenFor(id, access);
  const unsigned = new UnsecuredJWT(claims).setSubject(id).setIssuer('parkmate').setAudience('parkmate');

  return {
    'no token': '',
    'no JWT': 'x',
    expired: await Account.tokenFor(id, access, -60),
    unsigned: unsigned.setExpirationTime(inAnHour).encode(),
    'signed with another secret': await signed('parkmate', 'parkmate', 'HS256', new Uint8Array(32)),
    'signed with another algorithm': await signed('parkmate', 'parkmate', 'HS512'),
    'of another issuer': await signed('somebody', 'parkmate'),
    'for another audience': await signed('parkmate', 'somebody'),
    'with another role': withClaims(good, { role: 'admin' }),
  };
}

/** The same signature under other claims. */
function withClaims(token: string, claims: Record<string, unknown>): string {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const before = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
  const after = Buffer.from(JSON.stringify({ ...before, ...claims })).toString('base64url');
  return [header, after, signature].join('.');
}

import { jwtVerify } from 'jose';

const party = { issuer: 'parkmate', audience: 'parkmate' };
const key = new TextEncoder().encode(process.env.JWT_SECRET);

/** The check that ParkMate makes of a token, bare. @returns whose it is. @throws when it is not valid. */
export async function userOf(token: unknown): Promise<string> {
  const { payload } = await jwtVerify(String(token), key, { ...party, algorithms: ['HS256'] });
  if (payload.sub === undefined) throw new Error('the token names nobody');
  return payload.sub;
}

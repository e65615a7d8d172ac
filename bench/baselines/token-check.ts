import { jwtVerify } from 'jose';

const party = { issuer: 'parkmate', audience: 'parkmate' };
const key = new TextEncoder().encode(process.env.JWT_SECRET);

/** Only the JWT verification of ParkMate. @returns the user's id. @throws when the token is invalid. */
export async function userOf(token: unknown): Promise<string> {
  const { payload } = await jwtVerify(String(token), key, { ...party, algorithms: ['HS256'] });
  if (payload.sub === undefined) throw new Error('the token names nobody');
  return payload.sub;
}

import { createHash, randomBytes } from 'node:crypto';

/** Lifetime of a refresh token. Each use issues a new one, so that an active session does not expire. */
export const refreshTokenDays = 30;

export const newRefreshToken = (): string => randomBytes(32).toString('base64url');

/** The stored hash. A fast one suffices for a random token. */
export const hashOf = (refreshToken: string): Buffer => createHash('sha256').update(refreshToken).digest();

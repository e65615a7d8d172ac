import { createHash, randomBytes } from 'node:crypto';

/** How long a refresh token may be used. Each use makes a new one, so a session lives as long as it is visited. */
export const refreshTokenDays = 30;

export const newRefreshToken = (): string => randomBytes(32).toString('base64url');

/** What is stored. The token is random enough that a fast hash keeps it secret. */
export const hashOf = (refreshToken: string): Buffer => createHash('sha256').update(refreshToken).digest();

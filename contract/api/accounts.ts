import { z } from 'zod';
import { id, instant, line } from '../values.js';

export const roles = ['user', 'owner', 'admin', 'operator'] as const;
export const role = z.enum(roles);
export type Role = z.infer<typeof role>;

/** Trimmed and in lower case, so that one mailbox is one account. */
export const email = z.string().trim().toLowerCase().max(254).pipe(z.email());

const newPassword = z
  .string()
  .min(10)
  .max(128)
  .refine((text) => !text.includes('\0'), 'must not contain NUL');

export const registerBody = z.strictObject({
  email,
  password: newPassword,
  name: line(100),
  role: z.enum(['user', 'owner']),
});
export type RegisterBody = z.infer<typeof registerBody>;

/** What `npm run create-account` takes: any role. */
export const newAccount = registerBody.extend({ role });
export type NewAccount = z.infer<typeof newAccount>;

/** A password that could never be right is still only "wrong", so login bounds its length alone. */
export const loginBody = z.strictObject({ email, password: z.string().min(1).max(128) });
export type LoginBody = z.infer<typeof loginBody>;

export const account = z
  .object({ id, email: z.string(), name: z.string(), role })
  .meta({ id: 'Account', description: 'A person who can sign in.' });
export type Account = z.infer<typeof account>;

export const session = z.object({ user: account, accessToken: z.string(), expiresAt: instant }).meta({
  id: 'Session',
  description: 'A bearer token, and until when it is good. The refresh token travels as a cookie.',
});
export type Session = z.infer<typeof session>;

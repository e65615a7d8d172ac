import { z } from 'zod';
import { weaknessOf } from '../password-strength.js';
import { languages } from '../languages.js';
import { id, instant, line, pageQuery } from '../values.js';

export const roles = ['user', 'owner', 'admin', 'operator'] as const;
export const role = z.enum(roles);
export type Role = z.infer<typeof role>;

const language = z.enum(languages);

/** Trimmed and in lower case, so that one mailbox is one account. */
export const email = z.string().trim().toLowerCase().max(254).pipe(z.email());

const mostCharacters = 128;

/**
 * As Unicode's NFKC writes it, so that one password is the same from every keyboard. How much a person's own name is worth
 * in it is checked where that name is known; see `weaknessOf`.
 */
export const newPassword = z
  .string()
  .max(4 * mostCharacters)
  .normalize('NFKC')
  .min(10)
  .max(mostCharacters)
  .refine((text) => !text.includes('\0'), 'must not contain NUL');

const registration = z.strictObject({
  email,
  password: newPassword,
  name: line(100),
  role: z.enum(['user', 'owner']),
  language: language.optional(),
});

interface WithPassword {
  email: string;
  name: string;
  password: string;
}

function refuseWeak({ password, ...known }: WithPassword, context: z.core.$RefinementCtx): void {
  if (context.issues.length > 0) return;
  const message = weaknessOf(password, known);
  if (message !== undefined) context.addIssue({ code: 'custom', path: ['password'], message });
}

export const registerBody = registration.superRefine(refuseWeak);
export type RegisterBody = z.infer<typeof registerBody>;

/** What `npm run create-account` takes: any role. */
export const newAccount = registration.extend({ role }).superRefine(refuseWeak);
export type NewAccount = z.infer<typeof newAccount>;

/** A password that could never be right is still only "wrong", so its length alone is bounded where one is checked. */
const givenPassword = z
  .string()
  .min(1)
  .max(4 * mostCharacters);

export const loginBody = z.strictObject({ email, password: givenPassword });
export type LoginBody = z.infer<typeof loginBody>;

/** How good the new one is depends on whose it is, which the domain knows. */
export const passwordBody = z.strictObject({ currentPassword: givenPassword, newPassword });
export type PasswordBody = z.infer<typeof passwordBody>;

export const account = z.object({ id, email: z.string(), name: z.string(), role, language }).meta({
  id: 'Account',
  description:
    'A person who can sign in. Notifications are in the `language` that is theirs when they are told.',
});
export type Account = z.infer<typeof account>;

/** What people change of their own account. */
export const accountChange = z.strictObject({ language });
export type AccountChange = z.infer<typeof accountChange>;

/** An account as admins see it. */
export const managedAccount = account
  .omit({ language: true })
  .extend({ createdAt: instant, suspendedAt: instant.nullable() })
  .meta({ id: 'ManagedAccount', description: '`suspendedAt` is when it was shut out; null: it is not.' });
export type ManagedAccount = z.infer<typeof managedAccount>;

/** `search`: the beginning of an e-mail address, of a name, or of its last word. */
export const accountsQuery = pageQuery
  .extend({ email: email.optional(), search: line(254).optional() })
  .refine(({ email, search }) => email === undefined || search === undefined, {
    message: 'give email or search, not both',
    path: ['search'],
  });
export type AccountsQuery = z.infer<typeof accountsQuery>;

export const session = z.object({ user: account, accessToken: z.string(), expiresAt: instant }).meta({
  id: 'Session',
  description: 'A bearer token, and until when it is good. The refresh token travels as a cookie.',
});
export type Session = z.infer<typeof session>;

export const sessionView = z
  .object({
    id,
    createdAt: instant,
    lastUsedAt: instant,
    device: z.string().nullable(),
    current: z.boolean(),
  })
  .meta({
    id: 'OpenSession',
    description:
      'A place where somebody is signed in. `device` is what its program called itself (User-Agent), `lastUsedAt` when it ' +
      'last fetched a token, `current` whether this call came from it.',
  });
export type SessionView = z.infer<typeof sessionView>;

import { z } from 'zod';
import { account, email, newPassword } from './accounts.js';

/** What letters about an account are for. */
export type LetterPurpose = 'verify-address' | 'reset-password' | 'new-device' | 'lift-lockout';

export const forgottenPasswordBody = z.strictObject({ email });
export type ForgottenPasswordBody = z.infer<typeof forgottenPasswordBody>;

/** From a link in a letter. One that nobody has ever issued is answered as one that is used. */
const token = z.string().min(1).max(200);

export const mailTokenBody = z.strictObject({ token });
export type MailTokenBody = z.infer<typeof mailTokenBody>;

export const resetPasswordBody = z.strictObject({ token, password: newPassword });
export type ResetPasswordBody = z.infer<typeof resetPasswordBody>;

export const ownAccount = account.extend({ emailVerified: z.boolean(), hasMail: z.boolean() }).meta({
  id: 'OwnAccount',
  description:
    'The account of who asks. `emailVerified`: it was shown that the address is theirs, and it takes mail; until then no ' +
    'mail goes there that nobody has asked for. `hasMail`: this installation sends mail.',
});
export type OwnAccount = z.infer<typeof ownAccount>;

import type {
  ForgottenPasswordBody,
  MailTokenBody,
  OwnAccount,
  ResetPasswordBody,
} from '../../../contract/api/account-mail.js';
import { get, postIdempotent } from './calls.js';
import { requestOpenly } from './request.js';

/** They need no token: whoever has the letter may. */
const postOpenly = (path: string, body: object) => requestOpenly<undefined>({ method: 'POST', path, body });

export const askForReset = (body: ForgottenPasswordBody) => postOpenly('/auth/forgotten-password', body);
export const resetPassword = (body: ResetPasswordBody) => postOpenly('/auth/reset-password', body);
export const verifyAddress = (body: MailTokenBody) => postOpenly('/auth/verify-address', body);
export const liftLockout = (body: MailTokenBody) => postOpenly('/auth/lift-lockout', body);

export const findOwnAccount = (signal?: AbortSignal) => get<OwnAccount>('/me', signal);
export const askToVerify = postIdempotent<Record<string, never>, undefined>('/me/verify-address');

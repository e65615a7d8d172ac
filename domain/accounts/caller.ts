import type { Role } from '../../contract/api/accounts.js';

/** The authenticated caller, from the access token. */
export interface Caller {
  userId: string;
  role: Role;
  /** The session (refresh token family); revoking it invalidates all of its tokens. */
  sessionId: string;
}

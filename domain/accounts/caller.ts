import type { Role } from '../../contract/api/accounts.js';

/** Who is asking, as an access token says it. */
export interface Caller {
  userId: string;
  role: Role;
  /** The family of refresh tokens that the access token came from; revoking it ends every token of the family. */
  sessionId: string;
}

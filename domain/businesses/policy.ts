import type { Caller } from '../accounts/caller.js';

/** Only its owner manages a business with its lots and employees. */
export const canManageBusiness = (caller: Caller, business: { ownerId: string }) =>
  caller.role === 'owner' && caller.userId === business.ownerId;

/** Its owner and admins look at it. */
export const canSeeBusiness = (caller: Caller, business: { ownerId: string }) =>
  caller.role === 'admin' || canManageBusiness(caller, business);

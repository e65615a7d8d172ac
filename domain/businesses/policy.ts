import type { Caller } from '../accounts/caller.js';

/** A business, its lots and its employees are managed by its owner alone. */
export const canManageBusiness = (caller: Caller, business: { ownerId: string }) =>
  caller.role === 'owner' && caller.userId === business.ownerId;

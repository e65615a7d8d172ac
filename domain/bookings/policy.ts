import type { Caller } from '../accounts/caller.js';

interface Parties {
  userId: string;
  ownerId: string;
}

/** Its user, the owner of its lot, and admins. */
export const canSeeBooking = (caller: Caller, booking: Parties) =>
  caller.role === 'admin' || isUser(caller, booking) || isLotOwner(caller, booking);

/** Renew, cancel, request a car wash: its user. */
export const canUseBooking = (caller: Caller, booking: Parties) => isUser(caller, booking);

/** Decline, decide payments: the owner of its lot and admins. */
export const canRuleOnBooking = (caller: Caller, booking: Parties) =>
  caller.role === 'admin' || isLotOwner(caller, booking);

/** The timeline contains notifications of others: the owner of its lot, admins and operators. */
export const canSeeTimeline = (caller: Caller, booking: Parties) =>
  caller.role === 'operator' || canRuleOnBooking(caller, booking);

/** Complete a car wash: the owner of the lot. */
export const canCompleteCarWash = isLotOwner;

function isUser(caller: Caller, { userId }: Parties) {
  return caller.role === 'user' && caller.userId === userId;
}

function isLotOwner(caller: Caller, { ownerId }: Parties) {
  return caller.role === 'owner' && caller.userId === ownerId;
}

/**
 * `canRuleOnBooking` in SQL, for statements that check and act atomically.
 * @param businessId a column; `userId` and `role` are parameters of the caller.
 */
export const rulesOn = (businessId: string, userId: string, role: string) => `(
  ${role}::text = 'admin'
  OR ${role}::text = 'owner'
    AND EXISTS (SELECT FROM businesses WHERE businesses.id = ${businessId} AND businesses.owner_id = ${userId}::uuid)
)`;

/** `canUseBooking` in SQL. */
export const uses = (bookedBy: string, userId: string, role: string) =>
  `(${role}::text = 'user' AND ${bookedBy} = ${userId}::uuid)`;

import type { Caller } from '../accounts/caller.js';

interface Parties {
  userId: string;
  ownerId: string;
}

/** A booking is seen by the user who made it, the owner of its lot, and admins. */
export const canSeeBooking = (caller: Caller, booking: Parties) =>
  caller.role === 'admin' || isUser(caller, booking) || isLotOwner(caller, booking);

/** A booking is renewed, cancelled and given a car wash by the user who made it. */
export const canUseBooking = (caller: Caller, booking: Parties) => isUser(caller, booking);

/** A booking is declined, and its payment decided, by the owner of its lot and by admins. */
export const canRuleOnBooking = (caller: Caller, booking: Parties) =>
  caller.role === 'admin' || isLotOwner(caller, booking);

/** The timeline shows what others were told too: it is for the owner of the lot, admins and operators. */
export const canSeeTimeline = (caller: Caller, booking: Parties) =>
  caller.role === 'operator' || canRuleOnBooking(caller, booking);

/** A car wash is completed by the owner of the lot. */
export const canCompleteCarWash = isLotOwner;

function isUser(caller: Caller, { userId }: Parties) {
  return caller.role === 'user' && caller.userId === userId;
}

function isLotOwner(caller: Caller, { ownerId }: Parties) {
  return caller.role === 'owner' && caller.userId === ownerId;
}

/**
 * `canRuleOnBooking` in SQL, for a statement that asks and acts at once.
 * @param businessId a column; `userId` and `role` are the parameters that hold the caller's.
 */
export const rulesOn = (businessId: string, userId: string, role: string) => `(
  ${role}::text = 'admin'
  OR ${role}::text = 'owner'
    AND EXISTS (SELECT FROM businesses WHERE businesses.id = ${businessId} AND businesses.owner_id = ${userId}::uuid)
)`;

/** `canUseBooking` in SQL, likewise. */
export const uses = (bookedBy: string, userId: string, role: string) =>
  `(${role}::text = 'user' AND ${bookedBy} = ${userId}::uuid)`;

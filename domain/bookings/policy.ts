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

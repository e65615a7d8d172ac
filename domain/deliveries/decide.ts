import { chosenFor, type Choices, type Digest } from './preferences.entity.js';
import type { ChannelName } from './channel.js';
import { digestTime } from './digest-time.js';
import { quietHoursOf, quietUntil } from './quiet-hours.js';

/** Why something is not sent. Each was true at the moment of the decision. */
export type CancelReason =
  /** Something later says otherwise, such as a renewal. */
  | 'superseded'
  /** The time has passed until which it was true. */
  | 'out_of_date'
  | 'read'
  | 'archived'
  /** A device has shown it. */
  | 'shown'
  /** The person has switched it off since. */
  | 'switched_off'
  /** It is true no longer when the person's quiet hours are over. */
  | 'quiet'
  /** The address is not verified, or takes no mail. */
  | 'no_address'
  /** The device has signed out, or its subscription has ended. */
  | 'device_gone'
  /** The webhook was removed or switched off. */
  | 'webhook_off'
  /** What was to be closed on a device: something else stands there. */
  | 'replaced'
  | 'suspended'
  /** It could not be sent for so long that it is of no use any more. */
  | 'too_old';

export type Decision = { is: 'send' } | { is: 'cancel'; reason: CancelReason } | { is: 'wait'; until: Date };

/** What a decision is made from, read at the moment it is made, by the database's clock. */
export interface DeliveryFacts {
  now: Date;
  channel: ChannelName;
  purpose: string | null;
  priority: number;
  createdAt: Date;
  validUntil: Date | null;
  event: string | null;
  supersededAt: Date | null;
  readAt: Date | null;
  archivedAt: Date | null;
  isShown: boolean;
  isSuspended: boolean;
  takesMail: boolean;
  hasDevice: boolean;
  hasWebhook: boolean;
  /** Whether it closes something on a device that does not stand there any more. */
  isReplaced: boolean;
  /** Null where the person has chosen nothing. */
  preferences: {
    choices: Choices;
    timezone: string;
    quietFrom: string | null;
    quietTo: string | null;
    quietBreakThrough: boolean;
    digest: Digest;
  } | null;
}

/** As `urgencies` of the catalogue count them. */
const [warning, news] = [0, 2];

/** Of use for longer than this is nothing, or the catalogue would say until when. */
const longestMs = 3 * 24 * 3_600_000;

/** Decides on one delivery. It is made when the notification is written, and again at the moment it would be sent. */
export function decide(facts: DeliveryFacts): Decision {
  const reason = whyNot(facts);
  return reason ? { is: 'cancel', reason } : (whenInstead(facts) ?? { is: 'send' });
}

function whyNot(facts: DeliveryFacts): CancelReason | undefined {
  const { now, channel, purpose, event, preferences, validUntil } = facts;
  if (facts.isSuspended) return 'suspended';
  if (facts.supersededAt !== null) return 'superseded';
  if (validUntil !== null && validUntil <= now) return 'out_of_date';
  if (now.getTime() - facts.createdAt.getTime() > longestMs) return 'too_old';
  if (channel === 'push' && !facts.hasDevice) return 'device_gone';
  if (facts.isReplaced) return 'replaced';
  if (channel === 'webhook' && !facts.hasWebhook) return 'webhook_off';
  if (channel === 'email' && !facts.takesMail) return 'no_address';
  if (purpose !== null || channel === 'webhook') return undefined;
  if (facts.archivedAt !== null) return 'archived';
  if (facts.readAt !== null) return 'read';
  if (facts.isShown) return 'shown';
  if (event !== null && preferences && chosenFor(preferences.choices, event)[channel] === false)
    return 'switched_off';
  return undefined;
}

/** Whether a person has chosen to be told later. A program has no quiet hours, who waits for a letter about the account is awake, and what closes something makes no sound. */
function whenInstead(facts: DeliveryFacts): Decision | undefined {
  const { now, channel, purpose, priority, createdAt, validUntil, preferences } = facts;
  if (preferences === null || purpose !== null || channel === 'webhook') return undefined;
  if (isGathered(facts)) {
    const until = digestTime(createdAt, preferences.digest, preferences.timezone);
    if (until > now && isTrueAt(until, validUntil)) return { is: 'wait', until };
  }
  const hours = quietHoursOf(preferences);
  if (hours === null || (priority === warning && preferences.quietBreakThrough)) return undefined;
  const until = quietUntil(hours, now);
  if (until === undefined) return undefined;
  return isTrueAt(until, validUntil) ? { is: 'wait', until } : { is: 'cancel', reason: 'quiet' };
}

/** Whether it goes in one letter with the other news of that person. */
export const isGathered = ({
  channel,
  purpose,
  priority,
  preferences,
}: Pick<DeliveryFacts, 'channel' | 'purpose' | 'priority' | 'preferences'>): boolean =>
  channel === 'email' &&
  purpose === null &&
  priority === news &&
  (preferences?.digest ?? 'at_once') !== 'at_once';

const isTrueAt = (at: Date, validUntil: Date | null) => validUntil === null || validUntil > at;

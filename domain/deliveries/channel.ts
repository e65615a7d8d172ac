import type { ClaimedDelivery } from './claimed-delivery.js';

/** The slow channels, which reach people who are not looking. */
export type ChannelName = 'email' | 'push' | 'webhook';

/** What became of one attempt. */
export type Attempt =
  /** @param providerId by what name the provider knows it. */
  | { is: 'sent'; providerId?: string }
  /** Never again, such as for an address that does not exist. */
  | { is: 'refused'; reason: string }
  /** Not now, such as for a mailbox that is full. Counts as an attempt. */
  | { is: 'later'; reason: string; afterMs?: number }
  /**
   * Nobody can say whether it was taken: it is sent once more, and no third time. Counts as an attempt.
   * @param isDown whether nothing else is sent there for a while, either
   */
  | { is: 'unanswered'; reason: string; afterMs: number; isDown: boolean }
  /** The provider is down, or wants to be left alone. Nothing else is sent there for a while, and no attempt is counted. */
  | { is: 'unreachable'; reason: string; afterMs?: number };

/** Sends over one channel. */
export interface Channel {
  name: ChannelName;
  /** How many may be sent in a second, by all workers together. Absent: as many as there are. */
  perSecond?: number;
  /**
   * Makes one attempt. An error counts as `later`.
   * @param signal aborts when the attempt has taken too long: what it does after that may be done twice.
   */
  send(delivery: ClaimedDelivery, signal: AbortSignal): Promise<Attempt>;
  /** Gives up its connections. Called when nothing is sent any more. */
  close?(): void;
}

import type { ChannelName } from '../../../deliveries/channel.js';
import type { CancelReason } from '../../../deliveries/decide.js';
import type { Role } from '../../../../contract/api/accounts.js';
import type { Phrase } from '../phrase.js';

const times = (count: number, one: string, many: string) => (count === 1 ? `1 ${one}` : `${count} ${many}`);
const quoted = (title: string) => `"${title}"`;

const roles: Record<Role, string> = { user: 'user', owner: 'owner', admin: 'admin', operator: 'operator' };

const channels: Record<ChannelName, string> = { email: 'E-mail', push: 'Push message', webhook: 'Webhook' };

/** Why something was not sent. A release that knows more reasons may have written one that is not here. */
const reasons: Record<CancelReason, string> = {
  superseded: 'it was no longer true',
  out_of_date: 'its time had passed',
  read: 'it had been read',
  archived: 'it had been archived',
  shown: 'a device had shown it',
  switched_off: 'its user had switched that off',
  quiet: 'of quiet hours',
  no_address: 'there was no address that takes mail',
  device_gone: 'the device was signed out',
  webhook_off: 'the webhook was removed or switched off',
  replaced: 'the device showed something else already',
  suspended: 'the account was suspended',
  too_old: 'it had become too old',
};
const reasonOf = (reason: string | null) => (reasons as Record<string, string>)[reason ?? ''] ?? reason ?? '';

/** What a story says, in pieces. Names and reasons come isolated, spans formatted, and times as dates, which are written last. */
export const storyWords = {
  /** "owner Bob" */
  somebody: (role: Role, name: string) => `${roles[role]} ${name}`,
  late: (span: string) => `${span} late`,

  /** Phrases of the summary, which is one sentence. */
  summary: {
    booked: (at: Date): Phrase => ['booked ', at],
    begins: (at: Date): Phrase => ['begins ', at],
    ends: (at: Date): Phrase => ['ends ', at],
    ended: (at: Date): Phrase => ['ended ', at],
    overdue: (at: Date, span: string): Phrase => [
      'should have ended ',
      at,
      ` and has not yet (${span} late)`,
    ],
    renewed: (at: Date): Phrase => ['renewed ', at],
    renewedOften: (count: number, isAll: boolean, last: Date): Phrase => [
      `renewed ${isAll ? '' : 'at least '}${times(count, 'time', 'times')}, last `,
      last,
    ],
    warned: (at: Date): Phrase => ['warned ', at],
    notWarned: (at: Date): Phrase => ['not warned, though that was due ', at],
    tooShortToWarn: ['not warned, since its end was too near'] as Phrase,
    warningDue: (at: Date): Phrase => ['warning due ', at],
    expired: (at: Date): Phrase => ['expired ', at],
    early: (span: string) => `${span} early`,
    cancelled: (at: Date | undefined): Phrase => ['cancelled by its user', ...(at ? [' ', at] : [])],
    declined: (by: string | undefined, at: Date | undefined): Phrase => [
      by === undefined ? 'declined' : `declined by ${by}`,
      ...(at ? [' ', at] : []),
    ],
    /** What became of the notification of an event. */
    given: {
      up: 'its notification given up',
      notYet: 'its notification not written yet',
      none: 'no notification',
      shown: (devices: number) => `shown on ${times(devices, 'device', 'devices')}`,
      read: (at: Date): Phrase => ['read ', at],
      missed: 'not shown though a device was connected',
      offline: 'not shown, no device connected',
      notShown: 'not shown',
    },
    eventsGivenUp: (count: number, titles: string) =>
      `${times(count, 'event', 'events')} given up: ${titles}`,
    eventsHeldUp: (count: number, titles: string) => `${times(count, 'event', 'events')} held up: ${titles}`,
  },

  /** Of an event. */
  event: {
    early: (span: string) => `${span} before its deadline`,
    ends: (time: string) => `ends ${time}`,
    notTold: (somebody: string) => `no notification for ${somebody}`,
  },
  /** Of what keeps the notifications of an event from being written. */
  job: {
    givenUp: (attempts: number, title: string) =>
      `Given up after ${attempts} attempts: notifications of ${quoted(title)}`,
    next: (attempt: number, title: string) =>
      `Attempt ${attempt} to write the notifications of ${quoted(title)}`,
    waits: (title: string) => `Waits for a worker to write the notifications of ${quoted(title)}`,
  },
  /** Their titles are quoted in the language in which they were told. */
  notification: {
    written: (title: string) => `Notification ${quoted(title)}`,
    read: (title: string) => `Read ${quoted(title)}`,
    superseded: (title: string) => `No longer true: ${quoted(title)}`,
    missed: 'not shown, though a device was connected; its page may have been in the background',
    outOfOrder: 'after the notification of a later event',
  },
  /** Over the slow channels. Titles are quoted in the language in which they were told. */
  delivery: {
    sent: (channel: ChannelName, title: string, attempts: number) =>
      `${channels[channel]} sent: ${quoted(title)}${attempts > 1 ? `, at attempt ${attempts}` : ''}`,
    failed: (channel: ChannelName, title: string, attempts: number) =>
      `${channels[channel]} failed: ${quoted(title)}, after ${times(attempts, 'attempt', 'attempts')}`,
    cancelled: (channel: ChannelName, title: string, reason: CancelReason | null) =>
      `${channels[channel]} not sent: ${quoted(title)}, because ${reasonOf(reason)}`,
    due: (channel: ChannelName, title: string) =>
      `${channels[channel]} due: ${quoted(title)}, unless it is seen before`,
    again: (channel: ChannelName, title: string, attempts: number) =>
      `${channels[channel]} is tried again: ${quoted(title)}, after ${times(attempts, 'attempt', 'attempts')}`,
  },
  deadline: {
    begins: 'Begins',
    ends: 'Ends',
    shouldHaveEnded: 'Should have ended',
    notSwept: (span: string) => `${span} late, not swept yet`,
    warningDue: 'Warning due',
    warningMissing: 'Warning was due and was not written',
  },
  device: {
    connected: (number: number) => `Device ${number} connected`,
    wasConnected: (number: number) => `Device ${number} was connected already`,
    disconnected: (number: number) => `Device ${number} disconnected`,
    lostServer: (number: number) => `Device ${number} lost its server`,
    /** `isOlder`: it had shown something newer by then. */
    shown: (number: number, title: string, others: number, isOlder: boolean) =>
      `Device ${number} has shown ${quoted(title)}${others > 0 ? ` and ${others} before` : ''}${isOlder ? ' by then' : ''}`,
  },
};

export type StoryWords = typeof storyWords;

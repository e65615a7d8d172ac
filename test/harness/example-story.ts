import type {
  StoryConnection,
  StoryDevice,
  StoryEvent,
  StoryFacts,
  StoryNotification,
} from '../../domain/operations/story/story-facts.js';

/** On the day of the example, in UTC. */
export const at = (time: string) => new Date(`2026-11-26T${time}Z`);

let events = 0;

/** Of the deadline at 21:00. */
export const event = (type: string, time: string, more: Partial<StoryEvent> = {}): StoryEvent => ({
  ...{ id: `event ${++events}`, type, at: at(time), actorId: null, waiting: null },
  told: { title: type, endsAt: at('21:00:00'), deadlineVersion: 1, recipients: [] },
  ...more,
});

/** Of an event to the user of the booking, at the same time. */
export const notification = (
  of: StoryEvent,
  seq: number,
  more: Partial<StoryNotification> = {},
): StoryNotification => ({
  ...{ id: `notification ${seq}`, eventId: of.id, event: of.type, userId: 'user', seq, at: of.at },
  ...{ title: of.type, message: 'M', validUntil: null, supersededAt: null, readAt: null },
  ...more,
});

export const device = (sessionId: string, lastShownSeq: number, time = '21:00:02'): StoryDevice => ({
  ...{ sessionId, userId: 'user', lastShownSeq, at: at(time), signedInAt: at('10:00:00'), device: null },
});

export const connection = (sessionId: string, from: string, until: string | null): StoryConnection => ({
  ...{ id: `${sessionId} ${from}`, sessionId, connectedAt: at(from) },
  ...{ disconnectedAt: until === null ? null : at(until), isGatewayLost: false, device: null },
});

/** An active booking from 20:00 to 21:00, with nothing that happened to it since. */
export const aStory = (changes: Partial<StoryFacts> = {}): StoryFacts => ({
  language: 'en',
  booking: {
    ...{ id: 'booking', vehiclePlate: 'B-PM 1', lotName: 'Lot', slotCode: 'A-1', status: 'active' },
    ...{ startsAt: '2026-11-26T20:00:00.000Z', endsAt: '2026-11-26T21:00:00.000Z', timezone: 'UTC' },
    ...{ userId: 'user', userName: 'Ann' },
  },
  ...{ storedStatus: 'active', createdAt: at('20:00:00'), startsAt: at('20:00:00'), endsAt: at('21:00:00') },
  ...{ warnAt: at('20:55:00'), warnedAt: null, deadlineVersion: 1, declineReason: null },
  ...{
    events: [],
    notifications: [],
    deliveries: [],
    devices: [],
    connections: [],
    isComplete: true,
    asOf: at('20:30:00'),
  },
  people: new Map([
    ['user', { id: 'user', name: 'Ann', role: 'user' }],
    ['owner', { id: 'owner', name: 'Bob', role: 'owner' }],
  ]),
  ...changes,
});

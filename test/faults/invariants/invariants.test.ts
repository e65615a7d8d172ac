import { expect } from 'chai';
import { examples } from '../../harness/event-examples.js';
import type { Client } from '../client.js';
import type { DeliveryEvidence, DeliveryRow } from '../deliveries.js';
import type { BookingRow, EventRow, Evidence, NotificationRow } from '../evidence.js';
import { historyOf } from '../history.js';
import { Outages } from '../outages.js';
import type { Recorded } from '../recorder.js';
import { invariants } from './index.js';

const at = (ms: number) => new Date(1_800_000_000_000 + ms);
const facts = examples['booking.expired'];
const userId = facts.userId;
const bookingId = facts.bookingId;

/** A booking that was made, ended on time, and was told of to its user's only client. */
function green() {
  const payload = { ...facts, endsAt: at(1_000).toISOString(), deadlineVersion: 1 };
  const event: EventRow = {
    ...{ id: 'event', type: 'booking.expired', bookingId, payload },
    ...{ occurredAt: at(1_020), pending: false },
  };
  const row: NotificationRow = {
    ...{ id: 'row', userId, seq: 1, eventId: 'event', event: event.type },
    ...{ createdAt: at(1_040), readAt: null, archivedAt: null, supersededAt: null },
  };
  const booking: BookingRow = {
    id: bookingId,
    plate: 'F1',
    status: 'completed',
    endsAt: at(1_000),
    version: 1,
  };
  const shown = [{ id: 'row', seq: 1, time: at(1_060).getTime(), event: event.type }];
  const client = {
    name: 'client 1',
    account: { id: userId },
    shown,
    received: new Set(['row']),
    reloaded: new Set(),
  };
  const request: Recorded = {
    ...{ action: 'book', target: 'F1', userId, key: 'key', verdict: 'ok', body: {} },
    attempts: [{ at: at(0).getTime(), status: 201, detail: '' }],
  };
  const delivery: DeliveryRow = {
    ...{ id: 'mail', notificationId: 'row', channel: 'email', target: '', closes: null },
    ...{ status: 'sent', reason: null, attempts: 1 },
    ...{ dueAt: at(1_500), endedAt: at(1_600), lastError: null, validUntil: null },
    ...{ supersededAt: null, readAt: null, archivedAt: null, isShown: false },
  };
  const taken = [{ deliveryId: 'mail', at: at(1_550) }];
  const pushes: DeliveryEvidence['pushes'] = { answers: [], goneAt: new Map(), replacedAt: new Map() };
  const evidence: Evidence = {
    requests: [request],
    clients: [client as unknown as Client],
    ...{
      payments: [],
      hourlyRates: new Map([[facts.lotId, 300]]),
      bookings: [booking],
      events: [event],
      notifications: [row],
      inboxes: [{ userId, lastSeq: 1, unread: 1 }],
      deliveries: [delivery],
      taken,
      pushes,
    },
    ...{
      waitingJobs: { notify: 0 },
      failedJobs: [],
      outages: new Outages(),
      sloMs: 2_000,
      takenAt: at(10_000),
    },
  };
  return { evidence, event, row, booking, client, request, delivery, taken };
}

/** The same, over a push to a device. */
function pushed() {
  const stage = green();
  const answer = { deliveryId: 'mail', at: at(1_550), said: 'answered 201' };
  const [goneAt, replacedAt] = [new Map<string, Date>(), new Map<string, Date>()];
  stage.evidence.pushes = { answers: [answer], goneAt, replacedAt };
  Object.assign(stage.delivery, { channel: 'push', target: 'device' });
  return { ...stage, answer, goneAt, replacedAt };
}

const red = (evidence: Evidence) =>
  invariants.filter((invariant) => invariant.check(evidence).offences.length > 0).map(({ letter }) => letter);

describe('The checker', () => {
  it('is content when the three records agree', () => {
    expect(red(green().evidence)).to.deep.equal([]);
  });

  const cancelled = { status: 'cancelled', reason: 'superseded', attempts: 0 };
  const ofDeliveries: [string, string, (stage: ReturnType<typeof green>) => unknown][] = [
    ['D', 'a letter came twice in one attempt', ({ taken }) => taken.push({ ...taken[0]! })],
    [
      'D',
      'a letter came three times',
      ({ taken, delivery }) => {
        taken.push({ ...taken[0]! }, { ...taken[0]! });
        delivery.attempts = 3;
      },
    ],
    ['D', 'a letter was sent and never came', ({ taken }) => taken.pop()],
    [
      'D',
      'a letter came that nobody was to send',
      ({ taken }) => taken.push({ ...taken[0]!, deliveryId: 'other' }),
    ],
    ['D', 'a letter came after it was true', ({ delivery }) => (delivery.supersededAt = at(-5_000))],
    ['D', 'a letter came after its time', ({ delivery }) => (delivery.validUntil = at(-5_000))],
    ['D', 'a letter came after it was read', ({ delivery }) => (delivery.readAt = at(-5_000))],
    [
      'D',
      'a letter waits that was due',
      ({ delivery, taken }) => {
        Object.assign(delivery, { status: 'due', endedAt: null });
        taken.pop();
      },
    ],
    [
      'D',
      'a letter was cancelled for no reason',
      ({ delivery, taken }) => {
        Object.assign(delivery, cancelled);
        taken.pop();
      },
    ],
    ['D', 'a letter failed without a reason', ({ delivery }) => (delivery.status = 'failed')],
  ];

  const failed = { status: 'failed', lastError: 'answered 413' };
  const ofPushes: [string, string, (stage: ReturnType<typeof pushed>) => unknown][] = [
    ['D', 'a push failed for what nobody said', ({ delivery }) => Object.assign(delivery, failed)],
    [
      'D',
      'a push failed for what was said later',
      ({ delivery, answer }) => {
        Object.assign(delivery, failed);
        Object.assign(answer, { said: 'answered 413', at: at(1_700) });
      },
    ],
    [
      'D',
      'a push failed for what was said once',
      ({ delivery, answer }) => {
        Object.assign(delivery, { status: 'failed', lastError: 'twice no answer' });
        answer.said = 'no answer';
      },
    ],
    ['D', 'a push went to a device long after it was one', ({ goneAt }) => goneAt.set('device', at(-5_000))],
    [
      'D',
      'a push was cancelled for a device that is one',
      ({ delivery }) => Object.assign(delivery, { ...cancelled, reason: 'device_gone' }),
    ],
    [
      'D',
      'a closing was cancelled before something took that place',
      ({ delivery, replacedAt }) => {
        Object.assign(delivery, { ...cancelled, reason: 'replaced' });
        replacedAt.set('mail', at(1_700));
      },
    ],
    ['D', 'a push came of which nothing is known', ({ answer }) => (answer.deliveryId = 'other')],
  ];
  for (const [letter, what, spoil] of ofPushes)
    it(`turns ${letter} red when ${what}`, () => {
      const stage = pushed();
      expect(red(stage.evidence)).to.deep.equal([]);
      spoil(stage);
      expect(red(stage.evidence)).to.deep.equal([letter]);
    });

  it('is content with a push that failed for what was said, and with what was cancelled for a device that was none', () => {
    const { evidence, delivery, answer, goneAt } = pushed();
    evidence.taken = [];
    Object.assign(delivery, failed);
    answer.said = 'answered 413';
    expect(red(evidence)).to.deep.equal([]);
    Object.assign(delivery, { ...cancelled, reason: 'device_gone' });
    goneAt.set('device', at(1_600));
    expect(red(evidence)).to.deep.equal([]);
  });

  const ways: [string, string, (stage: ReturnType<typeof green>) => unknown][] = [
    ['L', 'a client never got a row', ({ client }) => client.shown.pop()],
    [
      'L',
      'a client showed what is no row',
      ({ client }) => client.shown.push({ ...client.shown[0]!, id: 'ghost' }),
    ],
    ['L', 'an event is still in the outbox', ({ event }) => (event.pending = true)],
    ['O', 'a client showed a row twice', ({ client }) => client.shown.push(client.shown[0]!)],
    [
      'E',
      'a booking expired twice',
      ({ evidence, event }) => evidence.events.push({ ...event, id: 'again' }),
    ],
    ['E', 'a completed booking has no expiry', ({ event }) => (event.type = 'business.created')],
    ['E', 'a booking lives on after its deadline', ({ booking }) => (booking.status = 'active')],
    ['T', 'a booking expired before its deadline', ({ event }) => (event.occurredAt = at(999))],
    ['T', 'a booking expired late', ({ event }) => (event.occurredAt = at(3_001))],
    ['R', 'a renewed deadline expired', renewBefore],
    ['P', "a client got somebody else's row", ({ row }) => (row.userId = 'somebody else')],
    ['A', 'an ok has no effect', ({ booking }) => (booking.plate = 'F2')],
    ['A', 'a refusal has an effect', ({ request }) => (request.verdict = 'fail')],
    ['A', 'an answer was a 500', ({ request }) => (request.attempts[0]!.status = 500)],
    ['Q', 'a job is left', ({ evidence }) => (evidence.waitingJobs.notify = 1)],
    ['Q', 'a job failed without a cause', ({ evidence }) => evidence.failedJobs.push(failure)],
    ['S', 'a number is left out', ({ row }) => (row.seq = 2)],
    ['S', 'the count is off', ({ row }) => (row.readAt = at(2_000))],
    ['S', 'what is no longer true counts as unread', ({ row }) => (row.supersededAt = at(2_000))],
  ];
  for (const [letter, what, spoil] of [...ways, ...ofDeliveries]) {
    it(`turns ${letter} red when ${what}`, () => {
      const stage = green();
      spoil(stage);
      expect(red(stage.evidence)).to.include(letter);
    });
  }

  it('lets an answer that never came mean one effect or none', () => {
    const { evidence, request } = green();
    request.verdict = 'unknown';
    expect(red(evidence)).to.deep.equal([]);
    evidence.bookings = [];
    expect(red(evidence)).to.not.include('A');
  });

  it('tells the history of an id across answers, events, rows and clients', () => {
    const { evidence } = green();
    const lines = historyOf('row', evidence).split('\n');
    expect(lines.map((line) => /answer|event|notification|client/.exec(line)?.[0])).to.deep.equal([
      ...[undefined, 'answer', 'event', 'notification', 'client', undefined],
    ]);
  });
});

const failure = { id: '1', queue: 'notify', reason: 'who knows', finishedAt: 5, eventIds: [] };

function renewBefore({ evidence, event }: ReturnType<typeof green>) {
  const payload = { ...event.payload, deadlineVersion: 2 };
  evidence.events.push({ ...event, id: 'renewal', type: 'booking.renewed', payload, occurredAt: at(900) });
}

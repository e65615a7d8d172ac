import type { Language } from '../../../contract/languages.js';
import type { Database } from '../../../platform/postgres/database.js';
import { thisMoment } from '../../../platform/postgres/sql.js';
import { statement } from '../../../platform/postgres/statement.js';
import { endOfConnection } from '../../connections/record-connections.js';
import { notFound } from '../../errors.js';
import { foundColumns, foundTables } from '../booking-found.js';
import { readPayload } from './read-payload.js';
import {
  mostRows,
  type Person,
  type StoryConnection,
  type StoryDelivery,
  type StoryDevice,
  type StoryEvent,
  type StoryFacts,
  type StoryNotification,
  type Waiting,
} from './story-facts.js';

/** After the last that happened to a booking which is over, connections belong to its story for so long. */
const aftermathMs = 10 * 60_000;

/** Of one event of a booking. */
const mostRecipients = 10;

/** Of one notification. */
const mostDeliveries = 20;

/** Of each recipient, and in all: those that said something last. */
const mostDevices = 100;

type Head = Pick<
  StoryFacts,
  'storedStatus' | 'createdAt' | 'warnAt' | 'warnedAt' | 'deadlineVersion' | 'declineReason' | 'asOf'
>;

type BookingRow = StoryFacts['booking'] & Head & { from: Date; until: Date; ownerId: string };

const readBooking = statement(
  'story-booking',
  `SELECT ${foundColumns},
          b.status AS "storedStatus", b.created_at AS "createdAt", b.starts_at AS "from", b.ends_at AS "until",
          b.warn_at AS "warnAt", b.warned_at AS "warnedAt", b.deadline_version AS "deadlineVersion",
          b.decline_reason AS "declineReason", (SELECT owner_id FROM businesses WHERE id = b.business_id) AS "ownerId", ${thisMoment} AS "asOf"
   ${foundTables} WHERE b.id = $1`,
);

/**
 * A comparison of rows and not an equality: without statistics the planner would sort all events of a booking that it believes to have
 * few.
 */
const newestEvents = (columns: string) => `
  SELECT ${columns} FROM events
  WHERE (booking_id, occurred_at) <= ($1, timestamptz 'infinity') AND booking_id >= $1
  ORDER BY booking_id DESC, occurred_at DESC, id DESC LIMIT $2`;

/** LATERAL: the outbox is looked up by key, however large it is. */
const readEvents = statement(
  'story-events',
  `SELECT e.id, e.type, e.occurred_at AS at, e.actor_id AS "actorId", e.payload,
          waiting.next_at AS "nextAt", waiting.dead_at AS "deadAt", waiting.attempts, waiting.last_error AS "lastError"
   FROM (${newestEvents('*')}) AS e
   LEFT JOIN LATERAL (SELECT * FROM outbox WHERE event_id = e.id LIMIT 1) AS waiting ON true
   ORDER BY e.occurred_at DESC, e.id DESC`,
);

/** Of the same events, by key: their booking may have any number, as each refused renewal has one, and no index has their order. */
const readNotifications = statement(
  'story-notifications',
  `SELECT n.id, n.event_id AS "eventId", n.event, n.user_id AS "userId", n.seq, n.title, n.message, n.created_at AS at,
          n.valid_until AS "validUntil", n.superseded_at AS "supersededAt", n.read_at AS "readAt"
   FROM (${newestEvents('id')}) AS e
   CROSS JOIN LATERAL (SELECT * FROM notifications WHERE event_id = e.id LIMIT ${mostRecipients}) AS n
   ORDER BY n.created_at DESC, n.id DESC LIMIT $2`,
);

const readDeliveries = statement(
  'story-deliveries',
  `SELECT d.id, d.user_id AS "userId", n.title, d.channel, d.status, d.reason, d.due_at AS "dueAt", d.attempts,
          d.last_error AS "lastError", d.created_at AS at, d.ended_at AS "endedAt"
   FROM unnest($1::uuid[]) AS told (id)
   CROSS JOIN LATERAL (SELECT * FROM deliveries WHERE notification_id = told.id LIMIT ${mostDeliveries}) AS d
   JOIN notifications n ON n.id = told.id
   ORDER BY d.id DESC LIMIT $2`,
);

const readDevices = statement(
  'story-devices',
  `SELECT shown.session_id AS "sessionId", shown.user_id AS "userId", shown.last_shown_seq AS "lastShownSeq", shown.at,
          s.created_at AS "signedInAt", s.device
   FROM unnest($1::uuid[]) AS person (id)
   CROSS JOIN LATERAL (
     SELECT * FROM devices_shown WHERE user_id = person.id ORDER BY at DESC LIMIT $2
   ) AS shown
   CROSS JOIN LATERAL (SELECT created_at, device FROM sessions WHERE id = shown.session_id LIMIT 1) AS s
   ORDER BY shown.at DESC LIMIT $2`,
);

/** Their ids are ordered by the time at which they began. Compared as rows, as events are. */
const readConnections = statement(
  'story-connections',
  `SELECT c.id, c.session_id AS "sessionId", c.connected_at AS "connectedAt", c.ended_at AS "disconnectedAt",
          c.ended_at IS NOT NULL AND c.disconnected_at IS NULL AS "isGatewayLost", s.device
   FROM (
     SELECT c.*, ${endOfConnection('c', 'g')} AS ended_at
     FROM (
       SELECT * FROM device_connections
       WHERE (user_id, id) < ($1, (SELECT uuidv7($3::timestamptz - clock_timestamp()))) AND user_id >= $1
       ORDER BY user_id DESC, id DESC LIMIT $4
     ) AS c
     LEFT JOIN LATERAL (SELECT * FROM gateways WHERE id = c.gateway_id LIMIT 1) AS g ON true
   ) AS c
   LEFT JOIN LATERAL (SELECT device FROM sessions WHERE id = c.session_id LIMIT 1) AS s ON true
   WHERE c.ended_at IS NULL OR c.ended_at >= $2
   ORDER BY c.id DESC`,
);

const readPeople = statement('story-people', 'SELECT id, name, role FROM users WHERE id = ANY ($1::uuid[])');

type EventRow = Omit<StoryEvent, 'waiting' | 'told'> & { payload: unknown } & {
  [Column in keyof Waiting]: Waiting[Column] | null;
};

const eventOf = (
  { attempts, nextAt, lastError, deadAt, payload, ...event }: EventRow,
  language: Language,
): StoryEvent => ({
  ...event,
  told: readPayload(event.type, payload, language),
  waiting: attempts === null || nextAt === null ? null : { attempts, nextAt, lastError, deadAt },
});

/** Until when connections belong to the story. */
function endOfStory({ storedStatus, asOf }: Head, lists: { at: Date; readAt?: Date | null }[]): Date {
  if (storedStatus === 'active') return asOf;
  const last = Math.max(...lists.flatMap(({ at, readAt }) => [at.getTime(), readAt?.getTime() ?? 0]));
  return new Date(Math.min(asOf.getTime(), last + aftermathMs));
}

/**
 * Reads what is known of a booking: seven statements, each bounded and by indexes.
 * @throws DomainError `not_found`
 */
export async function readFacts(db: Database, bookingId: string, language: Language): Promise<StoryFacts> {
  const [row] = await db.query<BookingRow>(readBooking, [bookingId]);
  if (!row) throw notFound('booking');
  const {
    storedStatus,
    ownerId,
    createdAt,
    from,
    until,
    warnAt,
    warnedAt,
    deadlineVersion,
    declineReason,
    asOf,
    ...booking
  } = row;
  const events = await db.query<EventRow>(readEvents, [bookingId, mostRows + 1]);
  const notifications = await db.query<StoryNotification>(readNotifications, [bookingId, mostRows + 1]);
  const deliveries = await db.query<StoryDelivery>(readDeliveries, [
    notifications.map(({ id }) => id),
    mostRows + 1,
  ]);
  const recipients = new Set([booking.userId, ownerId, ...notifications.map(({ userId }) => userId)]);
  const devices = await db.query<StoryDevice>(readDevices, [[...recipients], mostDevices]);
  const end = endOfStory(row, [{ at: createdAt }, ...events, ...notifications]);
  const connections = await db.query<StoryConnection>(readConnections, [
    ...[booking.userId, createdAt, end, mostRows + 1],
  ]);
  const actors = events.flatMap(({ actorId }) => (actorId === null ? [] : [actorId]));
  const people = await db.query<Person>(readPeople, [[...new Set([...recipients, ...actors])]]);
  const oldestFirst = <Row>(rows: Row[]) => rows.slice(0, mostRows).reverse();
  return {
    ...{ language, booking, storedStatus, createdAt, startsAt: from, endsAt: until },
    ...{ warnAt, warnedAt, deadlineVersion, declineReason, asOf },
    events: oldestFirst(events).map((row) => eventOf(row, language)),
    notifications: oldestFirst(notifications),
    deliveries: oldestFirst(deliveries),
    devices: oldestFirst(devices),
    connections: oldestFirst(connections),
    people: new Map(people.map((person) => [person.id, person])),
    isComplete: [events, notifications, deliveries, connections].every(({ length }) => length <= mostRows),
  };
}

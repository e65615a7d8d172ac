import { Queue, type Job } from 'bullmq';
import { Redis } from 'ioredis';
import type pg from 'pg';
import { keyPrefix } from '../../platform/redis/keys.js';
import { jobs } from '../../worker/jobs/index.js';
import { isQueued } from '../../worker/runtime/job.js';
import type { Client } from './client.js';
import { readDeliveries, type DeliveryEvidence } from './deliveries.js';
import type { Fleet } from './fleet.js';
import { selectPayments, type PaymentRow } from './money.js';
import type { Outages } from './outages.js';
import type { Recorded } from './recorder.js';

export interface BookingRow {
  id: string;
  plate: string;
  status: string;
  endsAt: Date;
  version: number;
}
export interface EventRow {
  id: string;
  type: string;
  bookingId: string | null;
  payload: Record<string, unknown>;
  occurredAt: Date;
  /** Still in the outbox. */
  pending: boolean;
}
export interface NotificationRow {
  id: string;
  userId: string;
  seq: number;
  eventId: string;
  event: string;
  createdAt: Date;
  readAt: Date | null;
  archivedAt: Date | null;
  supersededAt: Date | null;
}
interface InboxRow {
  userId: string;
  lastSeq: number;
  unread: number;
}
interface FailedJob {
  id: string;
  queue: string;
  reason: string;
  finishedAt: number;
  eventIds: string[];
}

/** The three records of one scenario, side by side: answers, clients, database. And what the queues were left with. */
export interface Evidence extends DeliveryEvidence {
  requests: readonly Recorded[];
  clients: readonly Client[];
  bookings: BookingRow[];
  payments: PaymentRow[];
  /** What an hour costs in each lot. */
  hourlyRates: Map<string, number>;
  events: EventRow[];
  notifications: NotificationRow[];
  inboxes: InboxRow[];
  waitingJobs: Record<string, number>;
  failedJobs: FailedJob[];
  outages: Outages;
  sloMs: number;
  /** By the database's clock. */
  takenAt: Date;
}

/** Jobs that are not finished yet, by queue. */
export async function waitingJobs(redisUrl: string): Promise<Record<string, number>> {
  return withQueues(redisUrl, async (queue) => {
    const counts = await queue.getJobCounts('waiting', 'active', 'delayed', 'prioritized');
    return Object.values(counts).reduce((sum, count) => sum + count, 0);
  });
}

async function failedJobs(redisUrl: string): Promise<FailedJob[]> {
  const found = await withQueues(redisUrl, async (queue) =>
    (await queue.getFailed()).map((job: Job<{ eventIds?: string[] }>) => ({
      id: job.id ?? '',
      queue: queue.name,
      reason: job.failedReason,
      finishedAt: job.finishedOn ?? 0,
      eventIds: job.data.eventIds ?? [],
    })),
  );
  return Object.values(found).flat();
}

async function withQueues<Result>(
  redisUrl: string,
  look: (queue: Queue) => Promise<Result>,
): Promise<Record<string, Result>> {
  const connection = new Redis(redisUrl, { maxRetriesPerRequest: null });
  connection.on('error', () => undefined);
  try {
    const found: Record<string, Result> = {};
    for (const { queue: name } of jobs.filter(isQueued)) {
      const queue = new Queue(name, { connection, prefix: keyPrefix });
      queue.on('error', () => undefined);
      found[name] = await look(queue);
    }
    return found;
  } finally {
    connection.disconnect();
  }
}

/** Takes everything down as it stands. */
export async function collectEvidence(
  fleet: Fleet,
  waitingJobs: Record<string, number>,
  sloMs: number,
): Promise<Evidence> {
  const { db, services, recorder, clients, outages } = fleet;
  const all = async <Row extends pg.QueryResultRow>(sql: string) => (await db.query<Row>(sql)).rows;
  const [now] = await all<{ at: Date }>('SELECT clock_timestamp() AS at');
  return {
    requests: recorder.requests,
    clients,
    bookings: await all<BookingRow>(
      `SELECT id, vehicle_plate AS plate, status, ends_at AS "endsAt", deadline_version AS version FROM bookings`,
    ),
    payments: await all<PaymentRow>(selectPayments),
    hourlyRates: new Map(
      (await all<{ id: string; rate: number }>('SELECT id, hourly_rate_amount AS rate FROM lots')).map(
        ({ id, rate }) => [id, rate],
      ),
    ),
    events: await all<EventRow>(
      `SELECT id, type, booking_id AS "bookingId", payload, occurred_at AS "occurredAt",
              EXISTS (SELECT FROM outbox WHERE event_id = events.id) AS pending FROM events ORDER BY occurred_at, id`,
    ),
    notifications: await all<NotificationRow>(
      `SELECT id, user_id AS "userId", seq::int, event_id AS "eventId", event, created_at AS "createdAt",
              read_at AS "readAt", archived_at AS "archivedAt", superseded_at AS "supersededAt" FROM notifications ORDER BY user_id, seq`,
    ),
    ...(await readDeliveries(fleet)),
    inboxes: await all<InboxRow>(
      `SELECT user_id AS "userId", last_seq::int AS "lastSeq", unread_count AS unread FROM inboxes`,
    ),
    waitingJobs,
    failedJobs: await failedJobs(services.redis.url),
    outages,
    sloMs,
    takenAt: now?.at ?? new Date(),
  };
}

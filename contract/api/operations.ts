import { z } from 'zod';
import { languages } from '../languages.js';
import { id, instant, limitQuery, line, page, pageQuery } from '../values.js';

/** Why an operator acts; kept for ever, for others to read. */
const reason = line(300);
const queueName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/);

export const queueParams = z.strictObject({ name: queueName });

const jobState = z.enum(['waiting', 'active', 'delayed', 'failed', 'paused']);
export type JobState = z.infer<typeof jobState>;

/** Which jobs of a queue: those that match all that is given. */
const jobFilter = {
  /** The name of the job. */
  jobName: line(100).optional(),
  /** A part of the error, in any case of letters. */
  error: line(200).optional(),
  bookingId: id.optional(),
};

export const jobsQuery = z.strictObject({
  state: jobState.default('failed'),
  ...jobFilter,
  limit: limitQuery,
});
export type JobsQuery = z.infer<typeof jobsQuery>;

/** A job without personal details: its payload holds ids only. */
const operatedJob = z
  .object({
    id: z.string(),
    name: z.string(),
    state: jobState,
    attempts: z.int(),
    enqueuedAt: instant,
    /** When it ended, or will run where it is delayed. */
    at: instant.nullable(),
    error: z.string().nullable(),
    payload: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'OperatedJob' });
export type OperatedJob = z.infer<typeof operatedJob>;

export const jobsFound = z
  .object({ items: z.array(operatedJob), count: z.int(), isComplete: z.boolean() })
  .meta({
    id: 'JobsFound',
    description: '`count` of all that match; `isComplete: false`: more jobs are there than were looked at.',
  });
export type JobsFound = z.infer<typeof jobsFound>;

export const reasonBody = z.strictObject({ reason });
export type ReasonBody = z.infer<typeof reasonBody>;

/** `expected`: how many the operator was shown; with more than that by now nothing is done (409 `count_changed`). */
const confirmed = { reason, expected: z.int().min(1).max(100_000) };

/** Retry and discard are of failed jobs, promote is of delayed ones, unless `ids` names others. */
export const actOnJobsBody = z.strictObject({
  ...confirmed,
  ...jobFilter,
  ids: z
    .array(z.string().regex(/^[\x21-\x7e]{1,200}$/))
    .min(1)
    .max(500)
    .optional(),
});
export type ActOnJobsBody = z.infer<typeof actOnJobsBody>;

const deadEventFilter = {
  event: line(100).optional(),
  error: line(200).optional(),
  bookingId: id.optional(),
};
export const deadEventsQuery = pageQuery.extend(deadEventFilter);
export type DeadEventsQuery = z.infer<typeof deadEventsQuery>;

/** An event whose notifications could not be written in ten attempts. */
const deadEvent = z
  .object({
    id,
    event: z.string(),
    bookingId: id.nullable(),
    occurredAt: instant,
    deadAt: instant,
    attempts: z.int(),
    error: z.string().nullable(),
  })
  .meta({ id: 'DeadEvent' });
export type DeadEvent = z.infer<typeof deadEvent>;
export const deadEventsPage = page(deadEvent).extend({ count: z.int() });
export type DeadEventsPage = z.infer<typeof deadEventsPage>;

export const retryEventsBody = z.strictObject({ ...confirmed, ...deadEventFilter });
export type RetryEventsBody = z.infer<typeof retryEventsBody>;

const operatorActionKind = z.enum(['pause', 'resume', 'retry', 'discard', 'promote', 'retry-events']);
export type OperatorActionKind = z.infer<typeof operatorActionKind>;

/** One line of the audit list. */
export const operatorAction = z
  .object({
    id,
    action: operatorActionKind,
    /** Null for actions on the outbox. */
    queue: z.string().nullable(),
    filter: z.record(z.string(), z.unknown()),
    reason: z.string(),
    /** Null for a command on the server. */
    actorId: id.nullable(),
    /** Null as well once the account is deleted. */
    actorName: z.string().nullable(),
    at: instant,
    /** How many jobs or events it touched; null while it is under way, or where its process died within it. */
    touched: z.int().nullable(),
    /** Why it failed, where it did. */
    error: z.string().nullable(),
  })
  .meta({ id: 'OperatorAction' });
export type OperatorAction = z.infer<typeof operatorAction>;
export const operatorActionsPage = page(operatorAction);

export const searchQuery = z.strictObject({ q: line(200) });

/** A booking that a plate, an id of a booking or payment, or an e-mail address leads to. Newest first. */
const bookingFound = z
  .object({
    id,
    vehiclePlate: z.string(),
    lotName: z.string(),
    slotCode: z.string(),
    status: z.string(),
    startsAt: instant,
    endsAt: instant,
    timezone: z.string(),
    userId: id,
    userName: z.string(),
    /** What was found by. */
    by: z.enum(['plate', 'booking', 'payment', 'email']),
  })
  .meta({ id: 'BookingFound' });
export type BookingFound = z.infer<typeof bookingFound>;
export const searchResult = z.object({ items: z.array(bookingFound), isComplete: z.boolean() });
export type SearchResult = z.infer<typeof searchResult>;

export const storyQuery = z.strictObject({ language: z.enum(languages).optional() });

/** One thing in the story of a booking; `sinceMs` after the one before it. */
const storyEntry = z
  .object({
    at: instant,
    sinceMs: z.int(),
    kind: z.enum([
      'event',
      'notification',
      'shown',
      'read',
      'superseded',
      'connected',
      'disconnected',
      'delivery',
      'deadline',
      'job',
    ]),
    /** One line for people. */
    title: z.string(),
    detail: z.string().nullable(),
    userId: id.nullable(),
    userName: z.string().nullable(),
    role: z.string().nullable(),
    /** Whether it is something that an operator should look at. */
    isProblem: z.boolean(),
  })
  .meta({ id: 'StoryEntry' });
export type StoryEntry = z.infer<typeof storyEntry>;

export const bookingStory = z
  .object({
    booking: bookingFound.omit({ by: true }),
    /** One sentence that says what happened. */
    summary: z.string(),
    entries: z.array(storyEntry),
    /** False: only the newest entries are there. */
    isComplete: z.boolean(),
    asOf: instant,
  })
  .meta({ id: 'BookingStory' });
export type BookingStory = z.infer<typeof bookingStory>;

export const alertsQuery = pageQuery.extend({ open: z.enum(['true', 'false']).optional() });
export type AlertsQuery = z.infer<typeof alertsQuery>;

/** `critical`: a promise to users or owners is broken, or soon will be. `warning`: somebody should look at it in time. */
export const alertSeverity = z.enum(['critical', 'warning']);
export type AlertSeverity = z.infer<typeof alertSeverity>;

const alert = z
  .object({
    id,
    rule: z.string(),
    subject: z.string(),
    severity: alertSeverity,
    message: z.string(),
    /** The message in other languages than English, by their codes. */
    translations: z.record(z.string(), z.string()),
    raisedAt: instant,
    clearedAt: instant.nullable(),
  })
  .meta({ id: 'Alert' });
export type Alert = z.infer<typeof alert>;
export const alertsPage = page(alert);

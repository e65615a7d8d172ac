import type { EventName, EventPayload } from './catalog/index.js';
import type { Database } from '../../platform/postgres/database.js';
import { statement, type Statement } from '../../platform/postgres/statement.js';

/**
 * An event to be written with the change that causes it. `details` is what the caller knows; the statement adds what
 * only the database knows at that moment (its `facts`).
 */
export interface EventDraft {
  type: EventName;
  details: Record<string, unknown>;
  actorId: string | null;
}

/** Drafts an event. The compiler checks the details against the catalogue's payload. */
export function recordEvent<Name extends EventName>(
  type: Name,
  actorId: string | null,
  details: Partial<EventPayload<Name>> = {},
): EventDraft {
  return { type, details, actorId };
}

/**
 * Declares a statement that changes state and writes the events of that change, in one round trip and one transaction.
 * @param ctes common table expressions, the last called `changed`: one row per change that took effect, with a column
 * `facts jsonb` that every event's payload starts from. No row, no event. Parameter $1 is taken by the events.
 */
export function changeStatement(name: string, ctes: string): Statement {
  return statement(
    name,
    `WITH ${ctes},
    recorded AS (
      INSERT INTO events (type, booking_id, business_id, actor_id, payload)
      SELECT draft.type,
             (changed.facts ->> 'bookingId')::uuid,
             (changed.facts ->> 'businessId')::uuid,
             draft."actorId",
             changed.facts || draft.details
      FROM changed
      CROSS JOIN jsonb_to_recordset($1::jsonb) AS draft (type text, details jsonb, "actorId" uuid)
      RETURNING id
    )
    SELECT changed.*, (SELECT array_agg(id) FROM recorded) AS recorded FROM changed`,
  );
}

/**
 * Runs a change and its events, and announces them to the fast path once they are durable.
 * @param first statements that are to be done before it, in the same transaction: locks that its snapshot must be newer
 * than.
 * @returns the changed row, or undefined when the statement's guard let nothing through.
 */
export async function recordChange<Row extends object>(
  db: Database,
  change: Statement,
  values: unknown[],
  events: EventDraft[],
  first: readonly [Statement, unknown[]][] = [],
): Promise<Row | undefined> {
  const last = [JSON.stringify(events), ...values];
  const [row] =
    first.length === 0
      ? await db.query<Changed>(change, last)
      : await db.queryTogether<Changed>([...first, [change, last]]);
  if (!row) return undefined;
  const { recorded, facts, ...changed } = row;
  db.announce(recorded ?? []);
  return changed as Row;
}

interface Changed extends Record<string, unknown> {
  facts: unknown;
  recorded: string[] | null;
}

import type { EventName, EventPayload } from './catalog/index.js';
import type { Database } from '../../platform/postgres/database.js';
import { statement, type Statement } from '../../platform/postgres/statement.js';

/**
 * An event that is inserted by the statement of its change. `details` come from the caller; the statement adds `facts` that only
 * the database knows at that moment.
 */
export interface EventDraft {
  type: EventName;
  details: Record<string, unknown>;
  actorId: string | null;
}

/** Drafts an event, type-checked against the catalogue. */
export function recordEvent<Name extends EventName>(
  type: Name,
  actorId: string | null,
  details: Partial<EventPayload<Name>> = {},
): EventDraft {
  return { type, details, actorId };
}

/**
 * Declares a statement that changes state and inserts its events atomically in one round trip.
 * @param ctes common table expressions, of which the last is named `changed`: one row per effective change, with a column `facts
 * jsonb`, the base of each event's payload. No row, no event. Parameter $1 is reserved for the events.
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
 * Runs a change with its events, and announces them to the fast path after the commit.
 * @param first statements that run before it in the same transaction: locks, so that the change's snapshot is taken after them.
 * @returns the changed row, or undefined when a guard in the statement matched no row.
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

import type { EventName } from '../../contract/catalog.js';
import type { Database } from '../../platform/database.js';
import { isRefusal } from '../../platform/database-errors.js';
import { statement, type Statement } from '../../platform/statement.js';

/** Somebody's wish to change one row. */
export interface ChangeRequest {
  /** Of the row. */
  id: string;
  userId: string;
  role: string;
  /** What the caller knows of it, for the change and for its event. */
  details?: Record<string, unknown>;
}

/** One change in two forms: for all who ask for it at the same time, and for one of them alone. */
export interface SharedChange {
  together: Statement;
  alone: Statement;
}

interface Declaration {
  table: string;
  /** Whether the row may be changed so, by whom asks: in terms of the table and of `asked`, a `ChangeRequest`. */
  guard: string;
  /** What is set, in terms of `asked`. */
  set: string;
  /**
   * Selects what is shown of the changed rows, and their `facts` for the event; see `changeStatement`.
   * @param rows the common table expression that holds them, and `requestColumns`.
   */
  changed: (rows: string) => string;
  event: EventName;
}

/** What the changed rows have of the requests, to be selected along with what is shown of them. */
export const requestColumns = (alias: string) =>
  `${alias}.n, ${alias}."actorId", ${alias}.details, uuidv7() AS "eventId"`;

/** Declares a change with one event, of which many callers may share one statement and one commit. */
export function sharedChange(name: string, { table, guard, set, changed, event }: Declaration): SharedChange {
  const text = (locked: string) => `
    WITH asked AS (
      SELECT * FROM jsonb_to_recordset($1::jsonb)
        AS asked (n int, id uuid, "userId" uuid, role text, details jsonb)
    ),
    held AS (
      SELECT asked.* FROM ${table} JOIN asked ON asked.id = ${table}.id WHERE ${guard}
      FOR NO KEY UPDATE OF ${table} ${locked}
    ),
    acted AS (
      UPDATE ${table} SET ${set} FROM held AS asked
      WHERE ${table}.id = asked.id AND ${guard} -- once more, since the clock has gone on while the row was held
      RETURNING ${table}.*, asked.n, asked."userId" AS "actorId", asked.details
    ),
    changed AS (${changed('acted')}),
    recorded AS (
      INSERT INTO events (id, type, booking_id, business_id, actor_id, payload)
      SELECT "eventId", '${event}', (facts ->> 'bookingId')::uuid, (facts ->> 'businessId')::uuid, "actorId",
             facts || details
      FROM changed
    )
    SELECT * FROM changed`;
  return {
    // One who shares must not make the others wait for a lock.
    together: statement(`${name}-together`, text('SKIP LOCKED')),
    alone: statement(name, text('')),
  };
}

/**
 * Changes one row, together with all who ask for the same at this moment, and announces the event once it is durable.
 * Inside of a transaction the change is made alone.
 * @returns the changed row, or undefined when the guard let nothing through.
 */
export async function changeTogether<Row extends object>(
  db: Database,
  change: SharedChange,
  request: ChangeRequest,
): Promise<Row | undefined> {
  const ask = { details: {}, ...request };
  const row = (await sharing<Row>(db, change, ask)) ?? (await alone<Row>(db, change, ask));
  if (!row) return undefined;
  const { n: _n, actorId: _actorId, details: _details, facts: _facts, eventId, ...changed } = row;
  db.announce([eventId]);
  return changed as Row;
}

interface Changed {
  n: number;
  eventId: string;
  actorId: string;
  details: unknown;
  facts: unknown;
}

/** @returns undefined also when somebody holds the row, or when the statement failed for what another one asked. */
async function sharing<Row extends object>(
  db: Database,
  { together }: SharedChange,
  ask: object,
): Promise<(Row & Changed) | undefined> {
  if (db.isTransaction) return undefined;
  try {
    return await db.queryShared<Row & Changed>(together, ask);
  } catch (error) {
    // Of any other failure nobody knows whether it was carried out.
    if (isRefusal(error)) return undefined;
    throw error;
  }
}

async function alone<Row extends object>(
  db: Database,
  { alone }: SharedChange,
  ask: object,
): Promise<(Row & Changed) | undefined> {
  const [row] = await db.query<Row & Changed>(alone, [JSON.stringify([{ n: 0, ...ask }])]);
  return row;
}

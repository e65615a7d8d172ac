import { endOfTelling, notify, tell } from './hook-points.js';
import type { Sabotage } from './scenario.js';

/** A mistake that the product does not make, and the scenario whose checker must find it. */
export interface PlantedBug {
  name: string;
  scenario: number;
  sabotage: Sabotage;
  /** Where it must show, one of these at least. */
  red: string;
}

export const plantedBugs: readonly PlantedBug[] = [
  {
    name: 'no unique index on notifications',
    scenario: 2,
    red: 'LOS',
    sabotage: {
      sql: 'ALTER TABLE notifications DROP CONSTRAINT notifications_event_id_user_id_key',
      // Without the claim too, since that alone already keeps a repeat from being told.
      patches: [
        {
          file: 'domain/notifications/read-pending-events.ts',
          find: 'outbox AS waiting JOIN events ON events.id = waiting.event_id',
          put: '(SELECT unnest($1::uuid[]) AS event_id, 0 AS attempts, NULL AS dead_at) AS waiting JOIN events ON events.id = waiting.event_id',
        },
        {
          file: tell,
          find: 'DELETE FROM outbox WHERE event_id = ANY (ARRAY(${waiting})) RETURNING event_id AS id',
          put: 'SELECT unnest($1::uuid[]) AS id), taken AS (DELETE FROM outbox WHERE event_id = ANY($1)',
        },
      ],
    },
  },
  {
    name: 'no pull on reconnect',
    scenario: 19,
    red: 'L',
    sabotage: { clientFlaw: 'no pull on reconnect' },
  },
  {
    name: 'a global cursor',
    scenario: 9,
    red: 'LS',
    sabotage: {
      sql: 'CREATE SEQUENCE everybodys_seq',
      patches: [{ file: tell, find: 'inbox.last_seq + told.place', put: "nextval('everybodys_seq')" }],
    },
  },
  {
    name: "Node's clock in the sweep",
    scenario: 17,
    red: 'T',
    sabotage: {
      patches: [
        {
          file: 'domain/bookings/expire-bookings.ts',
          find: 'db.query<Expired>(sql, [value])',
          put: 'db.query({ text: sql.text.replaceAll("statement_timestamp()", `to_timestamp(${Date.now() / 1000})`) }, [value])',
        },
      ],
    },
  },
  {
    name: 'ticks by the wall clock alone',
    scenario: 22,
    red: 'E',
    sabotage: {
      patches: [
        {
          file: 'worker/runtime/schedules.ts',
          find: "import { scheduleTask } from '../../platform/process/schedule.js';",
          put: `import { schedule } from 'node-cron';
const scheduleTask = (name, expression, run) => {
  const task = schedule(expression, run, { name, noOverlap: true });
  return { stop: () => task.destroy() };
};`,
        },
      ],
    },
  },
  {
    name: 'no room check',
    scenario: 9,
    red: 'P',
    sabotage: {
      patches: [
        {
          file: 'api/realtime/deliver.ts',
          find: 'rooms.get(userRoom(message.userId))',
          put: '[...rooms.keys(), userRoom(message.userId)]',
        },
      ],
    },
  },
  {
    name: 'emit before commit',
    scenario: 1,
    red: 'LO',
    sabotage: {
      patches: [
        {
          file: 'worker/notifications/deliver-notifications.ts',
          find: 'await notifySome(db, eventIds, throttledLog)',
          put: 'await notifySome(db, eventIds, throttledLog, (messages) => emitter.serverSideEmit(liveBatchEvent, { messages, businesses: [] }))',
        },
        {
          file: notify,
          find: "log: Pick<Logger, 'error'>,\n): Promise<Told>",
          put: "log: Pick<Logger, 'error'>,\n  early,\n): Promise<Told>",
        },
        { file: notify, find: 'await tellGroup(db, group)', put: 'await tellGroup(db, group, early)' },
        {
          file: notify,
          find: 'tellGroup(db: Database, group: ComposedEvent[])',
          put: 'tellGroup(db: Database, group: ComposedEvent[], early)',
        },
        {
          file: notify,
          find: 'await tellRecipients(db, group)',
          put: "await tellRecipients(db, group, 'all of them', early)",
        },
        {
          file: tell,
          find: "which: 'all of them' | 'a part of them' = 'all of them',\n)",
          put: "which: 'all of them' | 'a part of them' = 'all of them',\n  early = () => undefined,\n)",
        },
        {
          file: tell,
          find: endOfTelling,
          put: `${endOfTelling} early(told); await new Promise((sent) => setTimeout(sent, 50));`,
        },
      ],
    },
  },
  {
    name: 'a free renewal',
    scenario: 9,
    red: 'M',
    sabotage: {
      patches: [
        {
          file: 'domain/bookings/renew-booking.ts',
          find: 'WHERE NOT EXISTS (SELECT FROM grown WHERE grown.booking_id = priced.id)',
          put: "WHERE newest.status = 'pending' AND NOT EXISTS (SELECT FROM grown WHERE grown.booking_id = priced.id)",
        },
      ],
    },
  },
  {
    name: 'relay switched off',
    scenario: 6,
    red: 'L',
    sabotage: {
      patches: [
        {
          file: 'worker/jobs/relay.ts',
          find: 'if (overdue.length + again.length === 0)',
          put: 'if (overdue.length >= 0)',
        },
      ],
    },
  },
  {
    name: 'a batch that fails as a whole',
    scenario: 23,
    red: '!',
    sabotage: {
      patches: [
        {
          file: notify,
          find: 'if (isAboutValues(error) || error instanceof MissingBroadcast)',
          put: 'if (isAboutValues(error)) throw error;\n      if (error instanceof MissingBroadcast)',
        },
      ],
    },
  },
  {
    name: 'a broadcast that does not move on with what it has told',
    scenario: 24,
    red: '!',
    sabotage: {
      patches: [
        {
          file: 'domain/notifications/tell-broadcast.ts',
          find: 'else tx.atCommit(advance,',
          put: 'else if (process.env.DIE_AT !== undefined) tx.atCommit(advance,',
        },
      ],
    },
  },
  {
    name: 'transactions that may stay idle',
    scenario: 25,
    red: '!',
    sabotage: {
      patches: [
        {
          file: 'platform/postgres/session-settings.ts',
          find: "idle_in_transaction_session_timeout: '4s'",
          put: "idle_in_transaction_session_timeout: '0'",
        },
      ],
    },
  },
  {
    name: 'an allowance for each socket',
    scenario: 26,
    red: '!',
    sabotage: {
      patches: [
        {
          file: 'api/realtime/limits/user-allowance.ts',
          find: 'let allowance = this.byUser.get(userId);',
          put: 'let allowance: UserAllowance<Socket> | undefined;',
        },
        {
          file: 'api/realtime/limits/connection.ts',
          find: 'const packets = { burst: 300, perSecond: 50 };',
          put: 'const packets = { burst: 1e9, perSecond: 1e9 };',
        },
        // Nobody looks at what waits.
        {
          file: 'api/realtime/limits/connection.ts',
          find: 'return queuedBytes + connection.request.socket.writableLength;',
          put: 'return 0;',
        },
      ],
    },
  },
];

import { liveBatchEvent } from '../../domain/notifications/live-message.js';
import { beforeCommit } from './interruptions.js';
import type { Sabotage } from './scenario.js';

/** A mistake that the product does not make, and the scenario whose checker must find it. */
export interface PlantedBug {
  name: string;
  scenario: number;
  sabotage: Sabotage;
  /** Where it must show, one of these at least. */
  red: string;
}

const decidedOnceFor = (channel: string) =>
  `(decide) => (facts) => facts.channel === '${channel}' ? { is: 'send' } : decide(facts)`;

export const plantedBugs: readonly PlantedBug[] = [
  {
    name: 'no unique index on notifications',
    scenario: 2,
    red: 'LOS',
    sabotage: {
      sql: 'ALTER TABLE notifications DROP CONSTRAINT notifications_event_id_user_id_key',
      // Without the claim too, since that alone already keeps a repeat from being told.
      patches: [
        { seam: 'pendingInOutbox', put: `() => 'SELECT unnest($1::uuid[]) AS event_id, 0 AS attempts'` },
        {
          seam: 'takeFromOutbox',
          put: `() => 'SELECT unnest($1::uuid[]) AS id), taken AS (DELETE FROM outbox WHERE event_id = ANY($1)'`,
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
      patches: [{ seam: 'nextSeq', put: `() => "nextval('everybodys_seq')"` }],
    },
  },
  {
    name: "Node's clock in the sweep",
    scenario: 17,
    red: 'T',
    sabotage: {
      patches: [
        { seam: 'sweepTime', put: `() => "to_timestamp(/* Node's time */)"` },
        {
          seam: 'expireWith',
          put: `(original) => (db, { text }, value) => {
            const now = String(Date.now() / 1_000);
            // Without a name it is prepared anew each time, since its text changes.
            return original(db, { name: '', text: text.replaceAll("/* Node's time */", now) }, value);
          }`,
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
          seam: 'scheduleTask',
          put: `() => (name, expression, run) => {
            const task = import('node-cron').then(({ schedule }) =>
              schedule(expression, run, { name, noOverlap: true }),
            );
            return { stop: async () => (await task).destroy() };
          }`,
        },
      ],
    },
  },
  {
    name: 'no room check',
    scenario: 9,
    red: 'P',
    sabotage: {
      // Each socket has a room of its own, of the name of its id.
      patches: [{ seam: 'socketIdsOf', put: '() => (rooms) => rooms.keys()' }],
    },
  },
  {
    name: 'emit before commit',
    scenario: 1,
    red: 'LO',
    sabotage: {
      patches: [
        {
          seam: 'deliverSome',
          put: `(original) => (deps, eventIds) => {
            globalThis.emitEarly = (messages) =>
              deps.emitter.serverSideEmit('${liveBatchEvent}', { messages, businesses: [] });
            return original(deps, eventIds);
          }`,
        },
        {
          seam: 'writeNotifications',
          put: beforeCommit(`
            globalThis.emitEarly(result.messages);
            await new Promise((sent) => setTimeout(sent, 50));`),
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
          seam: 'needsOwnPayment',
          put: `(condition) => "newest.status = 'pending' AND " + condition`,
        },
      ],
    },
  },
  {
    name: 'relay switched off',
    scenario: 6,
    red: 'L',
    sabotage: {
      patches: [{ seam: 'findOverdueEvents', put: '() => async () => []' }],
    },
  },
  {
    name: 'a batch that fails as a whole',
    scenario: 23,
    red: '!',
    sabotage: {
      patches: [{ seam: 'isFaultOfEvent', put: '() => () => false' }],
    },
  },
  {
    name: 'a broadcast that does not move on with what it has told',
    scenario: 24,
    red: '!',
    sabotage: {
      patches: [
        {
          seam: 'advanceBroadcast',
          put: `() => ({ name: 'stay', text: 'SELECT $1::text, $2::text, $3::int, $4::text' })`,
        },
      ],
    },
  },
  {
    name: 'transactions that may stay idle',
    scenario: 25,
    red: '!',
    sabotage: {
      patches: [{ seam: 'idleInTransactionTimeout', put: "() => '0'" }],
    },
  },
  {
    name: 'letters that are decided at queueing time alone',
    scenario: 27,
    red: 'D',
    sabotage: {
      patches: [{ seam: 'decide', put: decidedOnceFor('email') }],
    },
  },
  {
    name: 'pushes that are decided at queueing time alone',
    scenario: 27,
    red: 'D',
    sabotage: {
      patches: [{ seam: 'decide', put: decidedOnceFor('push') }],
    },
  },
  {
    name: 'a push without an answer sent until there is one',
    scenario: 27,
    red: 'D',
    sabotage: {
      patches: [{ seam: 'withoutAnswer', put: `() => () => ({ is: 'unreachable', reason: 'no answer' })` }],
    },
  },
  {
    name: 'an allowance for each socket',
    scenario: 26,
    red: '!',
    sabotage: {
      patches: [
        {
          seam: 'UserAllowances.of',
          put: '(of) => function () { return of.call(this, String(Math.random())); }',
        },
        { seam: 'packetRate', put: '() => ({ burst: 1e9, perSecond: 1e9 })' },
        // Nobody looks at what waits.
        { seam: 'waitingBytes', put: '() => () => 0' },
      ],
    },
  },
];

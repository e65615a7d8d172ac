import type { Inbox } from '../../contract/sockets.js';
import type { Account } from '../../test/harness/account.js';
import { tellUsers } from '../../test/harness/tabs.js';
import { allOf } from '../all-of.js';
import { mostSockets } from '../open-files.js';
import { counted, queriesSoFar } from '../measures/query-count.js';
import type { Row } from '../report/row.js';
import { withFixture, type Fixture } from '../fixture/fixture.js';
import { WireClient } from '../clients/wire-client.js';

const wanted = 5_000;
const missedEach = 5;
const atOnce = 32;

/** The state of a disconnected client. */
interface Away {
  account: Account;
  cursor: number;
  epoch: string;
}

interface Return {
  seconds: number;
  queries: number;
  /** How many of the notifications sent meanwhile were lost. */
  lost: number;
  apiCpuMs: number;
}

/** Connects one user, and resolves with the first inbox. */
function enter(url: string, auth: object, clients: WireClient[]): Promise<Inbox> {
  return new Promise((resolve, reject) => {
    const onClose = () => {
      reject(new Error('the connection was closed before the inbox came'));
    };
    WireClient.connect(url, auth, { onInbox: resolve, onClose }).then(
      (client) => clients.push(client),
      reject,
    );
  });
}

const cutAll = (clients: WireClient[]) => {
  for (const client of clients.splice(0)) client.cut();
};

/** Connects everybody, delivers one notification each, disconnects them, and sends more. */
async function leave({ parkmate, users }: Fixture): Promise<Away[]> {
  const admin = await parkmate.account('admin');
  await tellUsers(admin);
  await parkmate.settled();
  const clients: WireClient[] = [];
  try {
    const inboxes = await allOf(users, atOnce, async (account) => {
      const { lastSeq, epoch } = await enter(parkmate.url, { token: account.token }, clients);
      return { account, cursor: lastSeq, epoch };
    });
    cutAll(clients);
    for (let n = 0; n < missedEach; n++) await tellUsers(admin);
    await parkmate.settled();
    return inboxes;
  } finally {
    cutAll(clients);
  }
}

/** Reconnects all of them at once, each with its cursor. */
async function comeBack(fixture: Fixture, away: Away[]): Promise<Return> {
  const { url, db } = fixture.parkmate;
  const clients: WireClient[] = [];
  const [queriesBefore, before] = [await queriesSoFar(db), fixture.usage()];
  try {
    const startedAt = performance.now();
    const inboxes = await Promise.all(
      away.map(({ account: { token }, cursor, epoch }) => enter(url, { token, cursor, epoch }, clients)),
    );
    const seconds = (performance.now() - startedAt) / 1_000;
    const { api } = fixture.usedSince(before);
    const lost = inboxes.reduce((sum, inbox, place) => sum + lacking(inbox, away[place]), 0);
    return { seconds, queries: (await queriesSoFar(db)) - queriesBefore, lost, apiCpuMs: api };
  } finally {
    cutAll(clients);
  }
}

/** How many of the notifications after its cursor an inbox lacks. */
function lacking({ missed }: Inbox, { cursor }: Away = { cursor: NaN } as Away): number {
  const seqs = new Set(missed.map(({ seq }) => seq));
  const expected = Array.from({ length: missedEach }, (_, n) => cursor + 1 + n);
  return expected.filter((seq) => !seqs.has(seq)).length;
}

export const reconnect: Row = {
  name: 'reconnect',
  about: `all sockets cut at once, ${missedEach} notifications missed by each, all back at once with their cursors`,
  async measure(say) {
    const count = Math.min(wanted, mostSockets());
    if (count < wanted) say(`the limit of open files allows ${count} sockets`);
    const { seconds, queries, lost, apiCpuMs } = await withFixture(
      count,
      async (fixture) => comeBack(fixture, await leave(fixture)),
      { apiEnv: counted },
    );
    say(`${count} sockets caught up in ${seconds.toFixed(2)} s with ${queries} queries`);
    const name = (what: string) => `${count.toLocaleString('en')}: ${what}`;
    return [
      { name: name('all have caught up'), value: seconds, unit: 's', goal: { atMost: 5 } },
      { name: name('queries per socket'), value: queries / count, unit: '', goal: { atMost: 2 } },
      { name: name('notifications lost'), value: lost, unit: '', goal: { always: true, atMost: 0 } },
      { name: name('CPU of api per socket'), value: apiCpuMs / count, unit: 'ms' },
    ];
  },
};

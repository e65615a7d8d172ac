import { expect } from 'chai';
import type { Refusal } from '../../../contract/sockets.js';
import type { Account } from '../../harness/account.js';
import type { Client } from '../client.js';
import type { Fleet } from '../fleet.js';
import { Load } from '../load.js';
import type { Scenario } from '../scenario.js';

/** Enough for the owner, who hears of each booking twice, to be too far behind to be sent what was missed. */
const bookingsWhileAway = { quick: 60, whole: 250 };

export const badClients: Scenario = {
  number: 19,
  title: 'bad clients',
  quick: true,
  async run(fleet, random, pace) {
    const cast = await fleet.cast();
    const [ownersFirst, victim, thief] = cast.clients;
    if (!ownersFirst || !victim || !thief) throw new Error('too few play');
    const secondTab = await fleet.client(cast.owner);
    const load = new Load(cast, fleet.recorder, random).start(40);
    const tokenRanOut = outliveToken(fleet, thief.account);
    readSlowly(secondTab);
    ownersFirst.socket.disconnect();
    await forge(thief, victim.account);
    await fleet.answered(bookingsWhileAway[pace]);
    const back = ownersFirst.served();
    ownersFirst.connect();
    await back;
    readOn(secondTab);
    await tokenRanOut;
    await fleet.answered(20);
    await load.stop();
  },
};

interface Reader {
  pause(): void;
  resume(): void;
}

/** The WebSocket under a client. What it does not read piles up in front of the server. */
function readerOf({ socket }: Client): Reader {
  return (socket.io.engine.transport as unknown as { ws: Reader }).ws;
}

function readSlowly(client: Client): void {
  readerOf(client).pause();
}

function readOn(client: Client): void {
  readerOf(client).resume();
}

/** Whatever it asks for, what it gets is its own; the invariant P looks at every frame. */
async function forge(thief: Client, victim: Account): Promise<void> {
  const { socket } = thief;
  const code = (answer: unknown) => (answer as Refusal).code;
  expect(code(await socket.emitWithAck('auth', { token: victim.token }))).to.equal('forbidden');
  expect(code(await socket.emitWithAck('sync', { cursor: -1 }))).to.equal('invalid_message');
  const ahead = await socket.emitWithAck('sync', { cursor: 1_000_000_000 });
  expect(ahead).to.deep.include({ recovered: false, missed: [] });
  const anything = socket as unknown as { emit(name: string, ...what: unknown[]): void };
  for (const name of ['join', 'subscribe', 'room', 'live-batch'])
    anything.emit(name, `user:${victim.id}`, { room: `user:${victim.id}`, messages: [] });
  await thief.pull();
}

/** The socket ends with its token, and comes back with another. */
async function outliveToken(fleet: Fleet, account: Account): Promise<void> {
  const client = await fleet.client(account.with({ token: await account.freshToken(2) }));
  await new Promise<void>((resolve) =>
    client.socket.once('session:expired', () => {
      resolve();
    }),
  );
  await client.disconnected();
  client.token = account.token;
  const served = client.served();
  client.connect();
  await served;
}

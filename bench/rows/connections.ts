import { randomBytes, randomUUID } from 'node:crypto';
import { freePort } from '../../dev/settings/ports.js';
import { Account } from '../../test/harness/account.js';
import { BaselineProcess } from '../baselines/baseline-process.js';
import { costOfIdleSockets, type Cost, type SocketServer } from '../clients/idle-sockets.js';
import { measurable } from '../measures/memory-at-rest.js';
import { mostSockets } from '../open-files.js';
import { connectPlain } from '../clients/plain-client.js';
import type { Row, Sample } from '../report/row.js';
import { withFixture, type Fixture } from '../fixture/fixture.js';
import { WireClient } from '../clients/wire-client.js';

const counts = [1_000, 5_000, 15_000];
const goal = { ratioAtMost: 1.3, atMost: 20 };

type Enter = (url: string, token: string) => ReturnType<SocketServer['enter']>;
const bySocketIo: Enter = (url, token) => WireClient.connect(url, { token });

/** Cost of sockets of a server that only verifies their tokens. */
async function costOfBaseline(script: string, enter: Enter, sizes: number[]): Promise<Cost[]> {
  const access = { role: 'user', url: '', jwtSecret: randomBytes(32).toString('hex') };
  const tokens = await Promise.all(
    Array.from({ length: sizes.at(-1) ?? 0 }, () => Account.tokenFor(randomUUID(), access)),
  );
  const server = await BaselineProcess.start(script, {
    JWT_SECRET: access.jwtSecret,
    PORT: String(await freePort()),
    ...measurable,
  });
  const url = `http://127.0.0.1:${server.port}`;
  try {
    return await costOfIdleSockets({ pid: server.pid, enter: (token) => enter(url, token) }, tokens, sizes);
  } finally {
    await server.stop();
  }
}

function costOfFixture({ parkmate, users }: Fixture, sizes: number[]): Promise<Cost[]> {
  const [api] = parkmate.apis;
  const greetings: Promise<unknown>[] = [];
  const server: SocketServer = {
    pid: api?.process.pid ?? 0,
    enter: (token) => {
      let greeted: (inbox: unknown) => void = () => undefined;
      greetings.push(new Promise((resolve) => (greeted = resolve)));
      return WireClient.connect(parkmate.url, { token }, { onInbox: greeted });
    },
    calm: async () => {
      await Promise.all(greetings.splice(0));
    },
  };
  return costOfIdleSockets(
    server,
    users.map(({ token }) => token),
    sizes,
  );
}

function samplesOf(ours: Cost, socketIo: Cost, ws: Cost, isLast: boolean): Sample[] {
  const named = (name: string) => `${ours.count.toLocaleString('en')}: ${name}`;
  const ms = (name: string, share: 'p50' | 'p99', cost: Cost, baseline?: Cost): Sample => ({
    ...{ name: named(`${name}, ${share}`), value: cost.connectMs[share], unit: 'ms' },
    baseline: baseline?.connectMs[share],
  });
  return [
    {
      ...{ name: named('memory per socket'), value: ours.kilobytesEach, unit: 'KB' },
      baseline: socketIo.kilobytesEach,
      ...(isLast ? { goal } : {}),
    },
    { name: named('memory per socket of plain ws'), value: ws.kilobytesEach, unit: 'KB' },
    ms('connect', 'p50', ours, socketIo),
    ms('connect', 'p99', ours, socketIo),
    ms('connect to plain ws', 'p50', ws),
    ms('connect to plain ws', 'p99', ws),
  ];
}

export const connections: Row = {
  name: 'connections',
  about:
    'authenticated idle sockets on one api, each in its room; baseline: bare Socket.IO, and plain ws beside it',
  async measure(say) {
    const allowed = mostSockets();
    const sizes = [...new Set(counts.map((count) => Math.min(count, allowed)))];
    const most = Math.max(...sizes);
    if (most === allowed) say(`the limit of open files allows ${most} sockets`);
    const told = (name: string, costs: Cost[]) => {
      const each = costs.map(({ count, kilobytesEach }) => `${count}: ${kilobytesEach.toFixed(1)} KB`);
      say(`${name}: ${each.join(', ')}`);
      return costs;
    };
    const ws = told('plain ws', await costOfBaseline('bare-sockets.ts', connectPlain, sizes));
    const socketIo = told('bare Socket.IO', await costOfBaseline('bare-socket-io.ts', bySocketIo, sizes));
    const ours = told(
      'ParkMate',
      await withFixture(most, (fixture) => costOfFixture(fixture, sizes), { apiEnv: measurable }),
    );
    return ours.flatMap((cost, place) => {
      const [beside, least] = [socketIo[place], ws[place]];
      return beside && least ? samplesOf(cost, beside, least, place === sizes.length - 1) : [];
    });
  },
};

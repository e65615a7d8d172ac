import { percentile } from '../../test/harness/load.js';
import { allOf } from '../all-of.js';
import { residentAtRest } from '../measures/memory-at-rest.js';

/** A `measurable` server that holds sockets, and how somebody with a token connects to it. */
export interface SocketServer {
  pid: number;
  enter: (token: string) => Promise<{ cut(): void }>;
  /** Resolves when nothing more is on its way to those who came in. */
  calm?: () => Promise<void>;
}

/** What so many sockets cost that only wait. */
export interface Cost {
  count: number;
  kilobytesEach: number;
  connectMs: { p50: number; p99: number };
}

const atOnce = 32;
/**
 * Connected and gone before anything is measured, so that neither code and buffers nor the growth of V8's young
 * generation, which stops at a fixed size, is counted as a socket's.
 */
const warmUp = 2_000;

/**
 * Connects sockets up to the first size, then on to the next, each with a token of its own.
 * @param sizes in rising order; there is a token for each socket of the last.
 */
export async function costOfIdleSockets(
  server: SocketServer,
  tokens: string[],
  sizes: number[],
): Promise<Cost[]> {
  const sockets: { cut(): void }[] = [];
  const connect = async (some: string[]) => {
    const took = await allOf(some, atOnce, async (token) => {
      const startedAt = performance.now();
      sockets.push(await server.enter(token));
      return performance.now() - startedAt;
    });
    await server.calm?.();
    return took;
  };
  const cutAll = () => {
    for (const socket of sockets.splice(0)) socket.cut();
  };
  try {
    await connect(tokens.slice(0, warmUp));
    cutAll();
    const before = await residentAtRest(server.pid);
    const costs: Cost[] = [];
    for (const count of sizes) {
      const took = await connect(tokens.slice(sockets.length, count));
      const resident = await residentAtRest(server.pid);
      costs.push({
        ...{ count, kilobytesEach: (resident - before) / count },
        connectMs: { p50: percentile(took, 0.5), p99: percentile(took, 0.99) },
      });
    }
    return costs;
  } finally {
    cutAll();
  }
}

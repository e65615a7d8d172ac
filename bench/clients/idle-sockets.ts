import { percentile } from '../../test/harness/load.js';
import { allOf } from '../all-of.js';
import { residentAtRest } from '../measures/memory-at-rest.js';

/** A `measurable` server that holds sockets, and how to connect with a token. */
export interface SocketServer {
  pid: number;
  enter: (token: string) => Promise<{ cut(): void }>;
  /** Resolves when the server has no more work for the new sockets. */
  calm?: () => Promise<void>;
}

/** Cost of a number of idle sockets. */
export interface Cost {
  count: number;
  kilobytesEach: number;
  connectMs: { p50: number; p99: number };
}

const atOnce = 32;
/**
 * Connected and closed before the measurement, so that JIT-compiled code, buffers and the growth of V8's young
 * generation, which stops at a fixed size, are not counted as cost of sockets.
 */
const warmUp = 2_000;

/**
 * Opens sockets up to the first size, then up to the next, each with its own token.
 * @param sizes ascending; `tokens` has one per socket of the last size.
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

import getPort from 'get-port';
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { errorCode, SetupProblem } from '../setup-problem.js';

const attempts = 50;

/** Resolves to undefined when the port can be bound, else to the error code. */
export async function whyNotFree(port: number): Promise<string | undefined> {
  // Some systems allow binding `::` beside a listener on 127.0.0.1, so both are tried.
  return (await whyNotBindable(port)) ?? (await whyNotBindable(port, '127.0.0.1'));
}

function whyNotBindable(port: number, host?: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => {
      resolve(errorCode(error) ?? error.message);
    });
    server.listen({ port, ...(host ? { host } : {}) }, () => {
      server.close(() => {
        resolve(undefined);
      });
    });
  });
}

/**
 * A free port below the usual ephemeral port ranges. In them, a client that retries to reach a crashed server can
 * connect to itself (TCP simultaneous open) and keep the server from binding its port. The same port is not returned
 * again within 15 seconds, in which its server may not be listening yet.
 * @param others reserved ports on which nothing listens yet.
 */
export const freePort = (others: number[] = []): Promise<number> =>
  getPort({ port: Array.from({ length: attempts }, () => randomInt(15_000, 30_000)), exclude: others });

/** @throws SetupProblem that names the setting when the port cannot be bound. */
export async function requireFreePort(setting: string, port: number): Promise<void> {
  const reason = await whyNotFree(port);
  if (reason === 'EADDRINUSE') {
    throw new SetupProblem(
      `Port ${port} is taken by another program.`,
      `End that program, or choose another port: ${setting}=${port + 1} npm start`,
    );
  }
  if (reason === 'EACCES') {
    throw new SetupProblem(
      `Port ${port} may not be used by this user.`,
      `Choose one above 1023: ${setting}=3000 npm start`,
    );
  }
  if (reason)
    throw new SetupProblem(`Port ${port} can not be used (${reason}).`, `Choose another with ${setting}.`);
}

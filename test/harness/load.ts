import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Account } from './account.js';

/** Calls as cheaply as a client can on kept connections, so that a test of load measures the server. */
export class LoadClient {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 32 });

  constructor(private readonly url: string) {}

  /** Calls `/api` + path. @throws when the answer is not a success. */
  post<Body>(
    { token }: Pick<Account, 'token'>,
    path: string,
    body: unknown,
    more: Record<string, string> = {},
  ): Promise<Body> {
    const text = JSON.stringify(body);
    const headers = {
      ...more,
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
    };
    return new Promise((resolve, reject) => {
      const call = request(
        `${this.url}/api${path}`,
        { method: 'POST', agent: this.agent, headers },
        (response) => {
          let answer = '';
          response.setEncoding('utf8');
          response.on('data', (chunk: string) => (answer += chunk));
          response.on('end', () => {
            if ((response.statusCode ?? 500) < 300) resolve(JSON.parse(answer) as Body);
            else reject(new Error(`POST ${path} answered ${response.statusCode ?? 'nothing'}: ${answer}`));
          });
        },
      );
      call.on('error', reject);
      call.end(text);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

/**
 * Starts `work` so many times a second, as long as it lasts, however long each takes; never more than `atMost` at once.
 * @returns how many milliseconds all of it took.
 */
export async function paced(
  { perSecond, times, atMost }: { perSecond: number; times: number; atMost: number },
  work: (n: number) => Promise<unknown>,
): Promise<number> {
  const startedAt = performance.now();
  const running = new Set<Promise<unknown>>();
  for (let n = 0; n < times; n++) {
    const dueInMs = startedAt + (n / perSecond) * 1_000 - performance.now();
    if (dueInMs > 1) await wait(dueInMs);
    if (running.size >= atMost) await Promise.race(running);
    const run: Promise<unknown> = work(n).finally(() => running.delete(run));
    running.add(run);
  }
  await Promise.all(running);
  return performance.now() - startedAt;
}

/** The value that this share of all values does not exceed. */
export function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN;
}

import { get } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

/** Nothing tells another process that a port is open: it is asked, often enough to be exact and too seldom to cost. */
const askEveryMs = 4;
const giveUpAfterMs = 60_000;

function isOk(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    get(url, { agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    }).on('error', () => {
      resolve(false);
    });
  });
}

/** Resolves as soon as an address answers 200. */
export async function firstOk(url: string): Promise<void> {
  const startedAt = performance.now();
  while (!(await isOk(url))) {
    if (performance.now() - startedAt > giveUpAfterMs)
      throw new Error(`${url} did not answer 200 within a minute`);
    await wait(askEveryMs);
  }
}

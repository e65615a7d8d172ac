import { get } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

/** Poll interval: an open port in another process sends no event; short enough to be exact and too long to cost CPU. */
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

/** Polls an address until it answers 200. */
export async function firstOk(url: string): Promise<void> {
  const startedAt = performance.now();
  while (!(await isOk(url))) {
    if (performance.now() - startedAt > giveUpAfterMs)
      throw new Error(`${url} did not answer 200 within a minute`);
    await wait(askEveryMs);
  }
}

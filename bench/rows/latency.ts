import { percentile } from '../../test/harness/load.js';
import { bareChain } from '../baselines/bare-chain.js';
import type { Row } from '../report/row.js';
import { withFixture } from '../fixture/fixture.js';

const times = 300;
/** Warm-up: caches and JIT compilation, as in a process that has been up for a minute. */
const warmUp = 1_000;

/** Milliseconds until the user is notified, from the request's start and from its response. */
interface Passage {
  fromRequest: number;
  fromAnswer: number;
}

function verifyOneByOne(): Promise<Passage[]> {
  return withFixture(1, async (fixture) => {
    let heard: (at: number) => void = () => undefined;
    await fixture.listen(({ event }) => {
      if (event === 'payment.verified') heard(performance.now());
    });
    const passages: Passage[] = [];
    for (const unpaid of await fixture.unpaidBookings(warmUp + times)) {
      const told = new Promise<number>((resolve) => (heard = resolve));
      const startedAt = performance.now();
      await fixture.verify(unpaid);
      const answeredAt = performance.now();
      const toldAt = await told;
      passages.push({ fromRequest: toldAt - startedAt, fromAnswer: Math.max(0, toldAt - answeredAt) });
    }
    return passages.slice(warmUp);
  });
}

export const latency: Row = {
  name: 'latency',
  about: `a payment is verified until its user is told, ${times} times; baseline: the same hops bare`,
  async measure() {
    const bare = (await bareChain(warmUp + times)).slice(warmUp);
    const passages = await verifyOneByOne();
    const fromRequest = passages.map((passage) => passage.fromRequest);
    const fromAnswer = passages.map((passage) => passage.fromAnswer);
    const at = (values: number[], share: number) => ({
      value: percentile(values, share),
      unit: 'ms' as const,
    });
    const baseline = (share: number) => ({ baseline: percentile(bare, share) });
    return [
      {
        ...{ name: 'from the request, p50', ...at(fromRequest, 0.5), ...baseline(0.5) },
        goal: { atMost: 5, ratioAtMost: 6 },
      },
      { name: 'from the request, p95', ...at(fromRequest, 0.95), ...baseline(0.95) },
      { name: 'from the request, p99', ...at(fromRequest, 0.99), ...baseline(0.99), goal: { atMost: 15 } },
      { name: 'from the answer, p50', ...at(fromAnswer, 0.5) },
      { name: 'from the answer, p95', ...at(fromAnswer, 0.95) },
      { name: 'from the answer, p99', ...at(fromAnswer, 0.99) },
    ];
  },
};

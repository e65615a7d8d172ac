import { expect } from 'chai';
import { BoundedQueue, QueueFull } from './bounded-queue.js';

describe('A bounded queue', () => {
  const open: (() => void)[] = [];
  let begun: number[];
  let queue: BoundedQueue;
  beforeEach(() => {
    open.length = 0;
    begun = [];
    queue = new BoundedQueue({ width: 2, longestQueue: 3 });
  });

  const enter = (n: number, fails = false) =>
    queue.run(async () => {
      begun.push(n);
      await new Promise<void>((resolve) => open.push(resolve));
      if (fails) throw new Error('failed');
      return n;
    });
  const endNext = async () => {
    open.shift()?.();
    await new Promise(setImmediate);
  };

  it('runs as many at once as it is wide, and the others in their order, whatever becomes of one', async () => {
    const all = [1, 2, 3, 4, 5].map((n) => enter(n, n === 2).catch(() => -n));
    await new Promise(setImmediate);
    expect(begun).to.deep.equal([1, 2]);
    for (let n = 1; n <= 5; n++) {
      await endNext();
      expect(begun).to.deep.equal([1, 2, 3, 4, 5].slice(0, n + 2));
    }
    expect(await Promise.all(all)).to.deep.equal([1, -2, 3, 4, 5]);
  });

  it('refuses whom it would keep waiting for too long, and takes others again when it is free', async () => {
    const taken = [1, 2, 3, 4, 5].map((n) => enter(n));
    const refused = await enter(6).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(QueueFull);
    expect((refused as QueueFull).retryAfterSeconds).to.be.at.least(1);
    for (let n = 1; n <= 5; n++) await endNext();
    await Promise.all(taken);
    const later = [enter(7), enter(8)];
    await new Promise(setImmediate);
    expect(begun).to.deep.equal([1, 2, 3, 4, 5, 7, 8]);
    await endNext();
    await endNext();
    await Promise.all(later);
  });
});

import { expect } from 'chai';
import { CoalescedReads } from './coalesced-reads.js';

describe('Coalesced reads', () => {
  let reads: CoalescedReads<string>;
  let begun: { resolve: (result: string) => void; reject: (error: Error) => void }[];
  beforeEach(() => {
    reads = new CoalescedReads();
    begun = [];
  });

  const read = (key = 'a') =>
    reads.read(key, () => new Promise<string>((resolve, reject) => begun.push({ resolve, reject })));
  const settle = () => new Promise((resolve) => setImmediate(resolve));

  it('give whoever comes while one runs a later one, which all of them share', async () => {
    const first = read();
    const later = [read(), read(), read()];
    expect(begun).to.have.length(1);
    begun[0]?.resolve('before');
    expect(await first).to.equal('before');
    // The first is over, and the one that the others wait for has not begun.
    later.push(read());
    await settle();
    expect(begun).to.have.length(2);
    const last = read();
    begun[1]?.resolve('after');
    expect(await Promise.all(later)).to.deep.equal(Array(4).fill('after'));
    await settle();
    begun[2]?.resolve('last');
    expect(await last).to.equal('last');
  });

  it('keep nothing', async () => {
    for (const result of ['one', 'two']) {
      const reading = read();
      begun.at(-1)?.resolve(result);
      expect(await reading).to.equal(result);
      await settle();
    }
    expect(begun).to.have.length(2);
  });

  it('are shared by those alone who ask the same', () => {
    void read('a');
    void read('b');
    expect(begun).to.have.length(2);
  });

  it('tell those of an error who share the reading, and nobody after them', async () => {
    const first = read();
    const second = read();
    begun[0]?.reject(new Error('away'));
    expect((await Promise.allSettled([first]))[0].status).to.equal('rejected');
    await settle();
    begun[1]?.resolve('back');
    expect(await second).to.equal('back');
  });

  it('wait for one that hangs no longer than a moment', async () => {
    void read();
    const second = read();
    while (begun.length < 2) await settle();
    begun[1]?.resolve('two');
    expect(await second).to.equal('two');
  });
});

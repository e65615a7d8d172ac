import { expect } from 'chai';
import { singleFlight } from './single-flight.js';

describe('A single flight', () => {
  let asked: { resolve: (answer: string) => void; reject: (error: Error) => void }[];
  let nowMs: number;
  let get: () => Promise<string>;
  beforeEach(() => {
    asked = [];
    nowMs = 0;
    get = singleFlight(
      () => new Promise<string>((resolve, reject) => asked.push({ resolve, reject })),
      500,
      () => nowMs,
    );
  });

  it('is waited for together, however long it takes', async () => {
    const first = get();
    nowMs = 60_000;
    const second = get();
    asked[0]?.resolve('one');
    expect(await Promise.all([first, second])).to.deep.equal(['one', 'one']);
    expect(asked).to.have.length(1);
  });

  it('is kept from when it was found, and sought again after that', async () => {
    const first = get();
    nowMs = 1_000;
    asked[0]?.resolve('one');
    await first;
    nowMs = 1_499;
    expect(await get()).to.equal('one');
    nowMs = 1_500;
    const next = get();
    asked[1]?.resolve('two');
    expect(await next).to.equal('two');
  });

  it('is not kept when it is an error', async () => {
    const both = [get(), get()];
    asked[0]?.reject(new Error('away'));
    for (const { status } of await Promise.allSettled(both)) expect(status).to.equal('rejected');
    const next = get();
    asked[1]?.resolve('back');
    expect(await next).to.equal('back');
  });
});

import { expect } from 'chai';
import { exclusively } from './exclusively.js';

const kept = Object.getOwnPropertyDescriptor(globalThis, 'navigator');

/** Stands in for the locks of a browser, which Node has not. */
const withLocks = (request: (...given: never[]) => Promise<unknown>) => {
  Object.defineProperty(globalThis, 'navigator', { value: { locks: { request } }, configurable: true });
};

describe('What only one tab may do at a time', () => {
  afterEach(() => {
    if (kept) Object.defineProperty(globalThis, 'navigator', kept);
    else Reflect.deleteProperty(globalThis, 'navigator');
  });

  it('is done without a lock where locks are refused', async () => {
    withLocks(() => Promise.reject(new DOMException('denied', 'SecurityError')));
    expect(await exclusively(() => Promise.resolve('done'))).to.equal('done');
  });

  it('is done once, although it fails', async () => {
    let count = 0;
    withLocks((...[, , work]: [string, unknown, () => Promise<unknown>]) => work());
    const failed = exclusively(() => {
      count += 1;
      return Promise.reject(new Error('the answer was no'));
    });
    expect(await failed.catch((error: unknown) => error)).to.have.property('message', 'the answer was no');
    expect(count).to.equal(1);
  });
});

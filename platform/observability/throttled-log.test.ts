import { expect } from 'chai';
import sinon from 'sinon';
import type { Logger } from './logger.js';
import { ThrottledLog } from './throttled-log.js';

describe('A throttled log', () => {
  let clock: sinon.SinonFakeTimers;
  let lines: unknown[][];
  let log: ThrottledLog;

  beforeEach(() => {
    clock = sinon.useFakeTimers();
    lines = [];
    log = new ThrottledLog({ error: (...line: unknown[]) => lines.push(line) } as unknown as Logger);
  });

  afterEach(() => {
    clock.restore();
  });

  it('says the first at once, and a minute later how many followed, with the latest of them', () => {
    for (let n = 0; n < 10_000; n++) log.error('bad', { n });
    expect(lines).to.deep.equal([['bad', { n: 0 }]]);
    clock.tick(60_000);
    expect(lines.slice(1)).to.deep.equal([['bad', { times: 9_999, n: 9_999 }]]);
  });

  it('says one line a minute while it goes on, and the first at once again after a quiet minute', () => {
    log.error('bad', { n: 1 });
    log.error('bad', { n: 2 });
    clock.tick(60_000);
    log.error('bad', { n: 3 });
    expect(lines).to.have.length(2);
    clock.tick(60_000);
    expect(lines).to.have.length(3);
    clock.tick(60_000);
    log.error('bad', { n: 4 });
    expect(lines.at(-1)).to.deep.equal(['bad', { n: 4 }]);
  });

  it('keeps different troubles apart', () => {
    log.error('bad');
    log.error('worse');
    expect(lines.map(([message]) => message)).to.deep.equal(['bad', 'worse']);
  });

  it('keeps the level', () => {
    const warned: unknown[][] = [];
    const warns = new ThrottledLog({ warn: (...line: unknown[]) => warned.push(line) } as unknown as Logger);
    for (let n = 0; n < 3; n++) warns.warn('away', { n });
    clock.tick(60_000);
    expect(warned).to.deep.equal([
      ['away', { n: 0 }],
      ['away', { times: 2, n: 2 }],
    ]);
  });
});

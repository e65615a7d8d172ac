import { expect } from 'chai';
import type { OperatorAction } from '../../../contract/api/operations.js';
import { actingTexts } from '../texts/en/acting.js';
import { filterOf, sayAction, sayFilter, undoneBecause } from './act-words.js';

const action = (details: Partial<OperatorAction> = {}): OperatorAction => ({
  ...{ id: 'a', action: 'retry', queue: 'notify', filter: {}, reason: 'why', actorId: 'b', actorName: 'Ada' },
  ...{ at: '2026-11-26T21:04:00.000Z', touched: 12, error: null },
  ...details,
});

describe('Acting, in words', () => {
  it('says how many it will touch', () => {
    expect(actingTexts.ask('retry', 12)).to.equal('Retry 12 jobs');
    expect(actingTexts.askInFull('discard', 1, 'failed', 'notify')).to.equal(
      'Discard 1 failed job of notify',
    );
  });

  it('takes back for a reason that is not too long, and ends in no half of a character', () => {
    expect(undoneBecause('too early')).to.equal('Undone: too early');
    expect(undoneBecause('x'.repeat(300))).to.have.lengthOf(300);
    expect(undoneBecause(`${'x'.repeat(291)}🚗`)).to.equal(`Undone: ${'x'.repeat(291)}`);
  });

  for (const [details, sentence] of [
    [{}, 'Retried 12 jobs of notify'],
    [{ touched: 1, action: 'discard' }, 'Discarded 1 job of notify'],
    [{ touched: 1, action: 'pause' }, 'Paused notify'],
    [{ touched: 0, action: 'resume' }, 'notify was resumed already'],
    [{ touched: 0 }, 'Retried 0 jobs of notify'],
    [{ touched: null, action: 'promote' }, 'Promoting jobs of notify'],
    [{ touched: null, error: 'Redis was away' }, 'Failed to retry jobs of notify'],
    [{ queue: null, action: 'retry-events', touched: 3 }, 'Retried 3 dead events'],
  ] as const) {
    it(`says afterwards: ${sentence}`, () => {
      expect(sayAction(action(details))).to.equal(sentence);
    });
  }

  it('says to what it was limited, by what it knows of the filter', () => {
    const filter = { jobName: 'deliver', error: 'timeout', bookingId: '', event: 7, other: 'x' };
    expect(sayFilter(filterOf(action({ filter })))).to.equal(
      'named “deliver”, whose error contains “timeout”',
    );
    expect(sayFilter({})).to.equal('');
  });
});

import { expect } from 'chai';
import fc from 'fast-check';
import { InboxCursor } from './inbox-cursor.js';

describe('The inbox cursor', () => {
  it('moves with notifications that follow each other', () => {
    const cursor = new InboxCursor({ cursor: 4, epoch: 'e' });
    expect([5, 6].map((seq) => cursor.take(seq))).to.deep.equal([true, true]);
    expect(cursor.position).to.deep.equal({ cursor: 6, epoch: 'e' });
    expect(cursor.hasGap).to.equal(false);
  });

  it('knows what it has, before and after the gap', () => {
    const cursor = new InboxCursor({ cursor: 4, epoch: 'e' });
    expect(cursor.take(4)).to.equal(false);
    expect(cursor.take(7)).to.equal(true);
    expect(cursor.take(7)).to.equal(false);
  });

  it('stays before a gap until it is filled', () => {
    const cursor = new InboxCursor();
    cursor.take(1);
    cursor.take(3);
    cursor.take(4);
    expect([cursor.position.cursor, cursor.hasGap]).to.deep.equal([1, true]);
    cursor.take(2);
    expect([cursor.position.cursor, cursor.hasGap]).to.deep.equal([4, false]);
  });

  it('passes over numbers that were archived while it was away', () => {
    const cursor = new InboxCursor({ cursor: 1, epoch: 'e' });
    cursor.take(5);
    cursor.take(9);
    cursor.catchUp(8, 'e');
    expect([cursor.position.cursor, cursor.hasGap]).to.deep.equal([9, false]);
  });

  it('never goes back by an answer that was overtaken', () => {
    const cursor = new InboxCursor({ cursor: 6, epoch: 'e' });
    cursor.catchUp(5, 'e');
    expect(cursor.position.cursor).to.equal(6);
  });

  it('starts again in another history', () => {
    const cursor = new InboxCursor({ cursor: 60, epoch: 'old' });
    cursor.take(62);
    cursor.restart(3, 'new');
    expect(cursor.position).to.deep.equal({ cursor: 3, epoch: 'new' });
    expect(cursor.take(4)).to.equal(true);
  });

  it('takes each number once and ends at the last, in whatever order and however often they come', () => {
    const arrivals = fc.integer({ min: 1, max: 30 }).chain((last) => {
      const all = Array.from({ length: last }, (_, index) => index + 1);
      const repeats = fc.array(fc.constantFrom(...all), { maxLength: 20 });
      return repeats.chain((more) =>
        fc.shuffledSubarray([...all, ...more], { minLength: last + more.length }),
      );
    });
    fc.assert(
      fc.property(arrivals, (seqs) => {
        const cursor = new InboxCursor();
        const taken = seqs.filter((seq) => cursor.take(seq));
        const last = Math.max(...seqs);
        expect(taken).to.have.length(last);
        expect([cursor.position.cursor, cursor.hasGap]).to.deep.equal([last, false]);
      }),
    );
  });
});

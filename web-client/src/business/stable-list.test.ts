import { expect } from 'chai';
import { keepStill, showAll, type StableRow } from './stable-list.js';

interface Item {
  id: string;
  amount?: number;
}

const items = (...ids: string[]): Item[] => ids.map((id) => ({ id }));
const shown = (...ids: string[]) => showAll(items(...ids)).rows;
const said = (rows: readonly StableRow<Item>[]) =>
  rows.map(({ item, isDone }) => item.id + (isDone ? ' done' : ''));

describe('A list that stands still', () => {
  it('keeps the places of rows, and closes what is no longer listed', () => {
    const { rows, waiting } = keepStill(shown('a', 'b', 'c'), { items: items('a', 'c'), isMore: false });
    expect(said(rows)).to.deep.equal(['a', 'b done', 'c']);
    expect(waiting).to.equal(0);
  });

  it('has what is new wait, wherever it belongs', () => {
    const { rows, waiting } = keepStill(shown('b'), { items: items('a', 'b', 'c'), isMore: false });
    expect(said(rows)).to.deep.equal(['b']);
    expect(waiting).to.equal(2);
  });

  it('shows rows as they are by now, and opens what is listed again', () => {
    const first = keepStill(shown('a', 'b'), { items: items('a'), isMore: false });
    const { rows } = keepStill(first.rows, { items: [{ id: 'a', amount: 2 }, { id: 'b' }], isMore: false });
    expect(said(rows)).to.deep.equal(['a', 'b']);
    expect(rows[0]?.item.amount).to.equal(2);
  });

  it('says nothing of what comes after the end of what was read', () => {
    const { rows } = keepStill(shown('a', 'b', 'c'), { items: items('b'), isMore: true });
    expect(said(rows)).to.deep.equal(['a done', 'b', 'c']);
    const nothing = keepStill(shown('a'), { items: [], isMore: false });
    expect(said(nothing.rows)).to.deep.equal(['a done']);
  });
});

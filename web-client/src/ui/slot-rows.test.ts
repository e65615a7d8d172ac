import { expect } from 'chai';
import type { LotSlot } from '../../../contract/api/businesses.js';
import { anyFree, rowsOf } from './slot-rows.js';

const slot = (code: string, free = true, freeUntil: string | null = null): LotSlot => ({
  id: code,
  code,
  free,
  freeUntil,
});
const coded = (count: number, code: (number: number) => string) =>
  Array.from({ length: count }, (_, index) => slot(code(index)));

describe('The rows of a lot', () => {
  it('are one for a small lot', () => {
    expect(rowsOf(coded(60, (n) => `A-${n}`))).to.have.length(1);
  });

  it('have the letters of the slots in a large one', () => {
    const slots = coded(1_000, (n) => `${'ABCDEFGHIJK'[Math.floor(n / 99)] ?? ''}-${(n % 99) + 1}`);
    const rows = rowsOf(slots);
    expect(rows.map(({ name }) => name)).to.include.members(['Row A', 'Row K']);
    expect(rows.flatMap((row) => row.slots)).to.deep.equal(slots);
    expect(Math.max(...rows.map((row) => row.slots.length))).to.be.at.most(120);
  });

  it('are parts where slots have numbers alone', () => {
    const rows = rowsOf(coded(130, (n) => String(n + 1)));
    expect(rows.map(({ name }) => name)).to.deep.equal(['1 to 60', '61 to 120', '121 to 130']);
  });
});

describe('Any free slot', () => {
  it('is rather one that is free for good', () => {
    const until = '2026-11-21T12:00:00.000Z';
    expect(anyFree([slot('A', false), slot('B', true, until), slot('C')])?.code).to.equal('C');
  });

  it('is the one that is free for longest, or none', () => {
    const [soon, late] = ['2026-11-21T12:00:00.000Z', '2026-11-21T13:00:00.000Z'];
    expect(anyFree([slot('A', true, soon), slot('B', true, late)])?.code).to.equal('B');
    expect(anyFree([slot('A', false)])).to.equal(undefined);
  });
});

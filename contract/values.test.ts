import { expect } from 'chai';
import { line } from './values.js';

const accepts = (text: string) => line(100).safeParse(text).success;
const named = (text: string) =>
  Array.from(text)
    .map((char) => `U+${(char.codePointAt(0) ?? 0).toString(16)}`)
    .join(' ');

describe('A line of text', () => {
  for (const text of [
    'Grace',
    'B-PM 2026',
    'שלום 123',
    'محمد',
    '東京',
    '👩‍👩‍👧',
    '-',
    '§ 5',
    'e\u0301',
    'می‌خواهم',
  ]) {
    it(`may be "${text}"`, () => {
      expect(accepts(text)).to.equal(true);
    });
  }

  const unseen = [
    '\u200b',
    '\u2060',
    '\u00ad',
    '\ufeff',
    '\u3164',
    '\u115f\u1160',
    '\uffa0',
    '\u2800',
    '\u0301',
    '\ufe0f',
    '\u180e',
    '\u{e0041}',
    '\u{1d173}',
    '\ue000',
    '\u3164 \u2800',
  ];
  for (const text of unseen) {
    it(`has something to see, which ${named(text)} has not`, () => {
      expect(accepts(text)).to.equal(false);
    });
  }

  const turning = [
    '\u061c',
    '\u200e',
    '\u200f',
    '\u202a',
    '\u202b',
    '\u202c',
    '\u202d',
    '\u202e',
    '\u2066',
    '\u2067',
    '\u2068',
    '\u2069',
  ];
  for (const control of turning) {
    it(`does not turn its direction by ${named(control)}`, () => {
      expect(accepts(`B-PM ${control}2026`)).to.equal(false);
    });
  }

  it('says one thing of an empty one', () => {
    expect(line(9).safeParse(' ').error?.issues).to.have.length(1);
  });

  it('is looked at in a time that grows with its length alone', () => {
    const startedAt = performance.now();
    line(100).safeParse(`${'\u0301'.repeat(200_000)}\n`);
    expect(performance.now() - startedAt).to.be.below(500);
  });
});

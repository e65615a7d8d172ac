import { expect } from 'chai';
import { line, timezone } from './values.js';
import { hereMs } from '../dev/tests/machine.js';

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
    '\ufffc',
    '\u{1d159}',
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

  const hiding = [
    '\u200b',
    '\u00ad',
    '\u2060',
    '\u2064',
    '\ufeff',
    '\u034f',
    '\u115f',
    '\u3164',
    '\u{e0041}',
    '\u{1d173}',
  ];
  for (const char of hiding) {
    it(`is kept without ${named(char)}, so that what looks the same is the same`, () => {
      expect(line(100).parse(`${char}B-PM${char} 2026${char}`)).to.equal('B-PM 2026');
    });
  }

  for (const text of [
    '👩‍👩‍👧',
    '❤\ufe0f',
    'می\u200cخواهم',
    '葛\u{e0100}',
    '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
  ]) {
    it(`keeps what "${text}" is written with`, () => {
      expect(line(100).parse(text)).to.equal(text);
    });
  }

  it('does not cover the lines around it with marks', () => {
    expect(accepts(`e${'\u0301'.repeat(8)}`)).to.equal(true);
    expect(accepts(`Grace e${'\u0301'.repeat(9)}`)).to.equal(false);
  });

  for (const char of ['\uffff', '\ufdd0', '\u{1fffe}', '\ufff9']) {
    it(`has nothing that is no character of text, such as ${named(char)}`, () => {
      expect(accepts(`Grace${char}`)).to.equal(false);
    });
  }

  it('says one thing of an empty one', () => {
    expect(line(9).safeParse(' ').error?.issues).to.have.length(1);
  });

  it('is looked at in a time that grows with its length alone', () => {
    const startedAt = performance.now();
    line(100).safeParse(`${'\u0301'.repeat(200_000)}\n`);
    expect(performance.now() - startedAt).to.be.below(hereMs(500));
  });
});

describe('A time zone', () => {
  for (const name of [
    'Europe/Berlin',
    'Asia/Calcutta',
    'US/Pacific',
    'Etc/GMT+12',
    'UTC',
    'America/Indiana/Knox',
  ]) {
    it(`may be ${name}`, () => {
      expect(timezone.safeParse(name).success).to.equal(true);
    });
  }
  for (const name of [
    'SystemV/EST5',
    'systemv/EST5EDT',
    'Mars/Base',
    'CET',
    '+02:00',
    'Europe/../Berlin',
    'Etc/Unknown',
  ]) {
    it(`is not ${name}, which browsers refuse`, () => {
      expect(timezone.safeParse(name).success).to.equal(false);
    });
  }
});

import { expect } from 'chai';
import { normalizePlate, vehiclePlate } from './vehicle-plate.js';

describe('A plate', () => {
  const typed: [string, string, string][] = [
    ['in lower case', 'b-pm 2026', 'B-PM 2026'],
    ['with spaces around and within', '  b-pm \u00a0\u3000 1 ', 'B-PM 1'],
    ['with a letter whose upper case is two', 'gieß 1', 'GIESS 1'],
    ['with characters that nobody sees', 'b-\u200bpm\u{e0041} \u00ad2026\ufeff', 'B-PM 2026'],
    ['in Greek', 'ιος 1', 'ΙΟΣ 1'],
    ['with an i, on whatever server', 'ist 1', 'IST 1'],
    ['with an accent of its own', 'e\u0301 1', '\u00c9 1'],
    ['in a script without case', '京都 1', '京都 1'],
  ];
  for (const [how, from, to] of typed) {
    it(`is upper case with single spaces (${how})`, () => {
      expect(vehiclePlate.parse(from)).to.equal(to);
      expect(normalizePlate(to), 'normalised again').to.equal(to);
    });
  }

  it('is 20 characters at most as it is kept', () => {
    expect(vehiclePlate.safeParse(`${'a'.repeat(18)}   1`).success).to.equal(true);
    expect(vehiclePlate.safeParse('ß'.repeat(10)).success).to.equal(true);
    expect(vehiclePlate.safeParse('ß'.repeat(11)).success).to.equal(false);
    expect(vehiclePlate.safeParse('a'.repeat(21)).success).to.equal(false);
    expect(vehiclePlate.safeParse(' \u00a0 ').success).to.equal(false);
  });
});

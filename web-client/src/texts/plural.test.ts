import { expect } from 'chai';
import { counting } from './plural.js';

describe('A number of things', () => {
  it('is counted by the rules of its language', () => {
    const [english, spanish] = [counting('en-GB'), counting('es-419')];
    const [slot, plaza] = [
      { one: 'slot', other: 'slots' },
      { one: 'plaza', many: 'de plazas', other: 'plazas' },
    ];
    expect([0, 1, 2, 1234].map((count) => english(count, slot))).to.deep.equal([
      '0 slots',
      '1 slot',
      '2 slots',
      '1,234 slots',
    ]);
    expect([0, 1, 2, 1_000_000].map((count) => spanish(count, plaza))).to.deep.equal([
      '0 plazas',
      '1 plaza',
      '2 plazas',
      '1,000,000 de plazas',
    ]);
  });

  it('has its usual form where a language knows one that is not given', () => {
    expect(counting('es-419')(2_000_000, { one: 'plaza', other: 'plazas' })).to.equal('2,000,000 plazas');
  });
});

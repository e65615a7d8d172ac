import { expect } from 'chai';
import { languageAmong } from './languages.js';

describe('The language that somebody prefers', () => {
  const cases: [string[], string | undefined][] = [
    [['es-MX', 'en'], 'es'],
    [['ES'], 'es'],
    [['de-DE', 'en-US', 'es'], 'en'],
    [['est', 'de'], undefined],
    [[], undefined],
  ];
  for (const [preferred, language] of cases)
    it(`is ${language ?? 'none of ours'} of ${preferred.join(', ') || 'nothing'}`, () => {
      expect(languageAmong(preferred)).to.equal(language);
    });
});

import { expect } from 'chai';
import { minorUnitDigits } from './currencies.js';
import { money } from './values.js';

const errorOf = (currency: unknown) => {
  const [issue] = money.safeParse({ amount: 100, currency }).error?.issues ?? [];
  return issue && `${issue.path.join('.')} ${issue.message}`;
};

describe('The currency of a price', () => {
  it('is any that people pay with', () => {
    for (const currency of ['EUR', 'USD', 'JPY', 'KWD', 'XOF', 'XCG', 'ZWG', 'SLE']) {
      expect(errorOf(currency), currency).to.equal(undefined);
    }
  });

  it('is none that was made up, is gone, is no money or is written otherwise', () => {
    const madeUp = ['ZZZ', 'AAA', 'BTC', 'EURO', 'EU', '', '€', 'toString', 'constructor'];
    const gone = ['DEM', 'FRF', 'ITL', 'HRK', 'BGN', 'VEF', 'ZWL', 'SLL', 'CUC', 'ANG', 'TRL'];
    const noMoney = [
      'XXX',
      'XTS',
      'XAU',
      'XAG',
      'XPT',
      'XPD',
      'XDR',
      'XBA',
      'XSU',
      'XUA',
      'CHE',
      'CLF',
      'USN',
    ];
    const otherwise = ['eur', 'Eur', ' EUR', 'EUR ', 'EUR\n', 'ЕUR'];
    for (const currency of [...madeUp, ...gone, ...noMoney, ...otherwise]) {
      expect(errorOf(currency), currency).to.match(/^currency must be .* such as EUR$/);
    }
  });

  it('has the digits of ISO 4217, and not those that a browser prints', () => {
    const digits = (code: string) => minorUnitDigits.get(code);
    expect(['JPY', 'EUR', 'KWD', 'IQD', 'ISK', 'UGX'].map(digits)).to.deep.equal([0, 2, 3, 3, 0, 0]);
  });

  it('is listed once', () => {
    expect(minorUnitDigits.size).to.equal(155);
    for (const code of minorUnitDigits.keys()) expect(code).to.match(/^[A-Z]{3}$/);
  });
});

import { expect } from 'chai';
import { minorUnitDigits } from '../../../contract/currencies.js';
import { formatMoney } from './money.js';

const plain = (text: string) => text.replace(/\s/g, ' ');

describe('An amount of money', () => {
  it('is shown by the minor units of ISO 4217, whatever the browser knows', () => {
    const shown = [
      ...(['EUR', 'JPY', 'KWD', 'ISK', 'IQD', 'IRR', 'LBP', 'UGX', 'MGA', 'HUF', 'COP', 'RSD'] as const).map(
        (currency) => plain(formatMoney(123_456, currency)),
      ),
    ];
    expect(shown).to.deep.equal([
      '€1,234.56',
      '¥123,456',
      'KWD 123.456',
      'ISK 123,456',
      'IQD 123.456',
      'IRR 1,234.56',
      'LBP 1,234.56',
      'UGX 123,456',
      'MGA 1,234.56',
      'HUF 1,234.56',
      'COP 1,234.56',
      'RSD 1,234.56',
    ]);
  });

  it('is never more than it is, for any currency', () => {
    for (const [currency, digits] of minorUnitDigits) {
      const [number = ''] = /\d[\d,]*(\.\d+)?$/.exec(formatMoney(1_000_000, currency)) ?? [];
      expect(Number(number.replaceAll(',', '')), currency).to.equal(1_000_000 / 10 ** digits);
    }
  });

  it('of a currency that is gone counts in cents', () => {
    expect(plain(formatMoney(450, 'BGN'))).to.equal('BGN 4.50');
  });
});

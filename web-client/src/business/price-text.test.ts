import { expect } from 'chai';
import fc from 'fast-check';
import { minorUnitDigits } from '../../../contract/currencies.js';
import { priceOf, textOfPrice } from './price-text.js';

describe('A price that is typed', () => {
  it('is what was shown, in every currency', () => {
    const price = fc.record({
      amount: fc.integer({ min: 0, max: 100_000_000 }),
      currency: fc.constantFrom(...minorUnitDigits.keys()),
    });
    fc.assert(
      fc.property(price, (price) => {
        expect(priceOf(textOfPrice(price), price.currency)).to.deep.equal(price);
      }),
    );
  });

  it('may have a comma, and its currency may be in small letters', () => {
    expect(priceOf(' 3,5 ', ' eur ')).to.deep.equal({ amount: 350, currency: 'EUR' });
    expect(priceOf('1.1', 'EUR').amount).to.equal(110);
    expect(priceOf('500', 'JPY').amount).to.equal(500);
  });

  it('is not guessed where it is no number, or finer than the currency', () => {
    for (const text of ['', 'free', '-1', '1e3', '1.', '0x10', '1 000'])
      expect(priceOf(text, 'EUR').amount, text).to.be.NaN;
    expect(priceOf('3.505', 'EUR').amount).to.be.closeTo(350.5, 0.001);
  });
});

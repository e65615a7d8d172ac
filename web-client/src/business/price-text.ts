import type { Money } from '../../../contract/values.js';
import { minorUnitDigits } from '../../../contract/currencies.js';

const digitsOf = (currency: string) => minorUnitDigits.get(currency) ?? 2;

/**
 * The price that somebody typed, with a point or a comma: "3.50" euros are 350 cents. What is no number stays none, and is for the
 * server to refuse beside its field.
 */
export function priceOf(typed: string, typedCurrency: string): Money {
  const currency = typedCurrency.trim().toUpperCase();
  const text = typed.trim().replace(',', '.');
  const units = /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
  const amount = units * 10 ** digitsOf(currency);
  // Half a cent is no price: rounding it away would set another one than was typed.
  return { amount: Math.abs(amount - Math.round(amount)) < 1e-6 ? Math.round(amount) : amount, currency };
}

/** As it is typed: "3.50". */
export const textOfPrice = ({ amount, currency }: Money): string => {
  const digits = digitsOf(currency);
  return (amount / 10 ** digits).toFixed(digits);
};

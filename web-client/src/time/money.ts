import { minorUnitDigits } from '../../../contract/currencies.js';
import { language, locale } from '../texts/language.js';

/** For currencies that are no longer in use; all that ParkMate ever took had two digits. */
const usualDigits = 2;

/**
 * "€4.50", and dollars as "$4.50", which British English would tell from others. Amounts count the minor units of ISO 4217. Browsers know the digits of cash in use instead, and would show a
 * hundredfold where coins of the minor unit are gone.
 */
export const formatMoney = (amount: number, currency: string): string => {
  const digits = minorUnitDigits.get(currency) ?? usualDigits;
  return new Intl.NumberFormat(language.value === 'en' ? 'en' : locale(), {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(amount / 10 ** digits);
};

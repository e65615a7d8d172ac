import type { Money } from '../../contract/values.js';
import { conflict } from '../errors.js';

/**
 * The price of so many seconds at the lot's current rate, in minor units, rounded up, by integer arithmetic. Shared by quotes,
 * bookings and renewals, so that the charged amount equals the quoted one.
 * @param lot an alias of `lots`; `seconds` a parameter.
 */
export const priceOf = (lot: string, seconds: string) =>
  `((${lot}.hourly_rate_amount::bigint * ${seconds}::int + 3599) / 3600)`;

/** Columns of a change that is asked for: the price that the caller has been shown, or null. */
export const shownPriceColumns = '"priceAmount" bigint, "priceCurrency" text';

/** @returns the values of `shownPriceColumns`. */
export const shownPrice = (price: Money | undefined) => ({
  priceAmount: price?.amount ?? null,
  priceCurrency: price?.currency ?? null,
});

/** Whether the caller pays what was shown, in terms of `asked`; as `priceOf`. */
export const isShownPrice = (lot: string) =>
  `(asked."priceAmount" IS NULL
    OR (asked."priceAmount" = ${priceOf(lot, 'asked.seconds')} AND asked."priceCurrency" = ${lot}.hourly_rate_currency))`;

export const isSamePrice = (one: Money, other: Money): boolean =>
  one.amount === other.amount && one.currency === other.currency;

/** What was shown is not what it costs by now. */
export const priceChanged = (price: Money) =>
  conflict('price_changed', 'The price has changed since it was shown.', { price });

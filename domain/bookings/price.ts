/**
 * What so many seconds cost by a lot's rate of this moment: in whole minor units, rounded up, in integers alone. All
 * that quotes, books and renews takes it from here, so that nobody pays another amount than they were shown.
 * @param lot an alias of `lots`; `seconds` a parameter.
 */
export const priceOf = (lot: string, seconds: string) =>
  `((${lot}.hourly_rate_amount::bigint * ${seconds}::int + 3599) / 3600)`;

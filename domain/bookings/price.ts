/**
 * The price of so many seconds at the lot's current rate, in minor units, rounded up, by integer arithmetic. Shared by quotes,
 * bookings and renewals, so that the charged amount equals the quoted one.
 * @param lot an alias of `lots`; `seconds` a parameter.
 */
export const priceOf = (lot: string, seconds: string) =>
  `((${lot}.hourly_rate_amount::bigint * ${seconds}::int + 3599) / 3600)`;

/** Fragments of SQL that several statements share. Arguments are column names written in the code, never input. */

/** A timestamp as the contract writes it: ISO 8601, UTC, milliseconds. */
export const isoInstant = (column: string) =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** A timestamp as PostgreSQL holds it, in whole microseconds since 1970: nothing is rounded that rows are sorted by. */
export const microseconds = (column: string) => `(extract(epoch FROM ${column}) * 1000000)::bigint`;

/** The database's clock at the moment of evaluation, also after a lock wait, in the milliseconds that people see. */
export const thisMoment = `date_trunc('milliseconds', clock_timestamp())`;

/** A whole number of seconds, given as a parameter, as an interval. */
export const secondsInterval = (parameter: string) => `make_interval(secs => ${parameter}::int)`;

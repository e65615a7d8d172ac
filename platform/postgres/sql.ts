/** SQL fragments shared by several statements. Arguments are column names from the code, never user input. */

/** A timestamp as the contract writes it: ISO 8601, UTC, milliseconds. */
export const isoInstant = (column: string) =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** A timestamp at PostgreSQL's full precision, in microseconds since 1970, for sort keys and cursors. */
export const microseconds = (column: string) => `(extract(epoch FROM ${column}) * 1000000)::bigint`;

/** The database's clock at evaluation (also after a lock wait), truncated to milliseconds. */
export const thisMoment = `date_trunc('milliseconds', clock_timestamp())`;

/** An interval of a whole number of seconds from a parameter. */
export const secondsInterval = (parameter: string) => `make_interval(secs => ${parameter}::int)`;

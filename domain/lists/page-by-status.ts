/** Whose rows a list shows: those with one of these values in a column, or all rows. */
export interface PageScope {
  column: string;
  /** Selects the values as `id`, in terms of $1, the caller. */
  values: string;
}

interface Options {
  /** What else holds of the rows. */
  condition?: string;
  /** Further ids, as UNION ALL SELECT. */
  more?: string;
  order?: 'DESC' | 'ASC';
}

/**
 * Ids of a page of a table, in order of their ids, of the statuses that $3 lists, from $2 on, $4 at most. Each status is cut
 * by itself, in an index on scope, status and id: one that is rare is not looked for among all the others. To be used
 * as `id = ANY (ARRAY(SELECT id FROM ...))`, which leaves the planner nothing but to look up so many rows by their keys.
 *
 * The planner has no choice but that index, whatever its statistics say. Columns that are said to be equal to something
 * drop out of the order: it might then walk along the primary key until it has found enough, which for a rare status is
 * the whole table, or sort all rows of somebody who it believes has few. So they are compared together with the id; and
 * OFFSET 0 keeps it from guessing how many rows lie between two bounds.
 */
export const pageByStatus = (
  table: string,
  scope: PageScope | undefined,
  { condition = 'true', more = '', order = 'DESC' }: Options = {},
) => {
  const [beyond, within] = order === 'DESC' ? ['<', '>='] : ['>', '<='];
  const columns = [...(scope ? [scope.column] : []), 'status'].map((column) => `${table}.${column}`);
  const values = `${scope ? 'mine.id, ' : ''}wanted.status`;
  return `
  SELECT id FROM (
    SELECT found.id FROM unnest($3::text[]) AS wanted (status)
    CROSS JOIN (${scope?.values ?? 'SELECT $1::uuid'} OFFSET 0) AS mine (id)
    CROSS JOIN LATERAL (
      SELECT ${table}.id FROM ${table}
      WHERE (${columns.join()}, ${table}.id) ${beyond} (${values}, $2::uuid)
        AND (${columns.join()}) ${within} (${values}) AND ${condition}
      ORDER BY ${[...columns, `${table}.id`].map((column) => `${column} ${order}`).join()} LIMIT $4
    ) AS found
    ${more}
  ) AS each
  ORDER BY id ${order} LIMIT $4`;
};

/** The scope of a list: rows with one of these values in a column, or all rows. */
export interface PageScope {
  column: string;
  /** A query of these values as `id`; $1 is the caller. */
  values: string;
  /**
   * Further columns, each with the one value that it has to have. They come first in the index: the planner compares indexes by the
   * first column of a row comparison alone, and would take the shorter index that begins with the scope.
   */
  also?: Record<string, string>;
}

interface Options {
  /** A further condition. */
  condition?: string;
  /** Additional ids, as UNION ALL SELECT. */
  more?: string;
  order?: 'DESC' | 'ASC';
}

/**
 * Ids of a page in the order of ids, with the statuses in $3, from cursor $2, at most $4. LIMIT applies per status, using an index on
 * (also, scope, status, id), so that a rare status is not searched for among all others. Used as `id = ANY (ARRAY(SELECT id FROM ...))`,
 * which forces primary key look-ups.
 *
 * The index is forced regardless of statistics: with equality conditions the planner might walk the primary key until the page is full
 * (for a rare status the whole table), or sort all rows of an owner whom it believes to have few. A row comparison that includes the id
 * prevents that, and OFFSET 0 prevents range estimates.
 */
export const pageByStatus = (
  table: string,
  scope: PageScope | undefined,
  { condition = 'true', more = '', order = 'DESC' }: Options = {},
) => {
  const [beyond, within] = order === 'DESC' ? ['<', '>='] : ['>', '<='];
  const also = Object.entries(scope?.also ?? {});
  const scoped = [...also.map(([column]) => column), ...(scope ? [scope.column] : [])];
  const columns = [...scoped, 'status'].map((column) => `${table}.${column}`);
  const values = [...also.map(([, value]) => value), ...(scope ? ['mine.id'] : []), 'wanted.status'].join();
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

/** A data source of TypeORM, or a transaction of one. */
export interface Queryable {
  query(sql: string): Promise<unknown>;
}

/** `'0'::bigint` and `0` are one default in two spellings. */
const plainNumber = (expression: string) =>
  String.raw`regexp_replace(${expression}, '^''(-?\d+)''::[\w ]+$', '\1')`;

const isOwn = (relation: string) => `
  ${relation}.relnamespace = 'public'::regnamespace AND ${relation}.relname NOT LIKE 'migrations%'`;

const relations = `
  SELECT format('relation %s of kind %s', c.relname, c.relkind)
  FROM pg_class c WHERE ${isOwn('c')} AND c.relkind NOT IN ('i', 'I', 'c')`;

const columns = `
  SELECT concat_ws(' ', 'column', c.relname || '.' || a.attname, format_type(a.atttypid, a.atttypmod),
    CASE WHEN a.attcollation <> t.typcollation THEN 'COLLATE ' || a.attcollation::regcollation::text END,
    CASE WHEN a.attnotnull THEN 'NOT NULL' END,
    CASE a.attgenerated WHEN '' THEN 'DEFAULT ' ELSE 'GENERATED ' END || ${plainNumber('pg_get_expr(d.adbin, d.adrelid)')})
  FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
  WHERE ${isOwn('c')} AND c.relkind IN ('r', 'p')`;

/** NOT NULL stands with the columns. */
const constraints = `
  SELECT concat_ws(' ', 'constraint', n.conname, 'of', c.relname, pg_get_constraintdef(n.oid))
  FROM pg_constraint n JOIN pg_class c ON c.oid = n.conrelid
  WHERE ${isOwn('c')} AND n.contype <> 'n'`;

const indexes = `
  SELECT concat_ws(' ', 'index', i.relname, pg_get_indexdef(i.oid))
  FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
  WHERE ${isOwn('i')} AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.oid AND contype IN ('p', 'u', 'x'))`;

/**
 * The schema of a database, a line for each table, column, constraint and index, as PostgreSQL itself writes it: two that are
 * the same have the same lines. Without the table in which TypeORM notes the migrations; and without functions, triggers and
 * storage parameters, of which entities know nothing.
 */
export async function schemaOf(database: Queryable): Promise<string[]> {
  const things = [relations, columns, constraints, indexes].join(' UNION ALL ');
  const sql = `SELECT line FROM (${things}) AS things (line) ORDER BY line`;
  const rows = (await database.query(sql)) as { line: string }[];
  return rows.map(({ line }) => line);
}

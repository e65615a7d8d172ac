import type { ComponentChildren } from 'preact';

export interface Column<Row> {
  name: string;
  cell: (row: Row) => ComponentChildren;
  /** Of the cell, for its place on a card. */
  class?: string;
}

interface Props<Row> {
  caption: string;
  /** The first one names the row. */
  columns: readonly Column<Row>[];
  rows: readonly Row[];
}

/** A table where there is room, else a card per row. The roles are said since `display` would take them away. */
export const Table = <Row extends { id: string }>({ caption, columns, rows }: Props<Row>) => (
  <table class="biz-table" role="table">
    <caption class="visually-hidden">{caption}</caption>
    <thead role="rowgroup">
      <tr role="row">
        {columns.map(({ name }) => (
          <th key={name} role="columnheader" scope="col">
            {name}
          </th>
        ))}
      </tr>
    </thead>
    <tbody role="rowgroup">
      {rows.map((row) => (
        <tr key={row.id} role="row">
          {columns.map(({ name, cell, class: className }, index) =>
            index === 0 ? (
              <th key={name} role="rowheader" scope="row" class={className}>
                {cell(row)}
              </th>
            ) : (
              <td key={name} role="cell" class={className}>
                {cell(row)}
              </td>
            ),
          )}
        </tr>
      ))}
    </tbody>
  </table>
);

/** How the rows of a table are ordered. */
export interface TableOrder<Column extends string> {
  readonly column: Column;
  readonly isDescending: boolean;
}

/** A column that rows can be ordered by. */
export interface SortableColumn<Row, Column extends string> {
  readonly column: Column;
  readonly name: string;
  readonly isNumber?: boolean;
  /** Below zero where the first row comes before the second, from the lowest up. */
  readonly compare: (a: Row, b: Row) => number;
}

/** The rows in an order; those that compare as equal stay as they are. */
export function orderRows<Row, Column extends string>(
  rows: readonly Row[],
  columns: readonly SortableColumn<Row, Column>[],
  { column, isDescending }: TableOrder<Column>,
): readonly Row[] {
  const compare = columns.find((one) => one.column === column)?.compare;
  if (!compare) return rows;
  return [...rows].sort(isDescending ? (a, b) => compare(b, a) : compare);
}

/** The order after a column was chosen: the same one again is turned round, numbers begin with the highest. */
export function chooseColumn<Column extends string>(
  now: TableOrder<Column>,
  { column, isNumber = false }: { readonly column: Column; readonly isNumber?: boolean },
): TableOrder<Column> {
  return { column, isDescending: column === now.column ? !now.isDescending : isNumber };
}

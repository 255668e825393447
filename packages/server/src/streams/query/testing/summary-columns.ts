/** For tests: what is stored of a chunk beside its values. */
export function summaryColumns(kilowatts: readonly (number | null)[]) {
  const values = kilowatts.filter((value) => value !== null);
  return {
    low: values.length > 0 ? Math.min(...values) : null,
    high: values.length > 0 ? Math.max(...values) : null,
    total: values.reduce((sum, value) => sum + value, 0),
    present: values.length,
  };
}

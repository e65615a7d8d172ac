/**
 * Of events that are named by their ids. Written so that no plan reads the index of all unprocessed events instead,
 * which is long just when many are told.
 */
export const isUnprocessed = `coalesce(processed_at, 'infinity') = 'infinity'`;

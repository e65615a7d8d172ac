/** A row of a list that stands still under the pointer. */
export interface StableRow<Item> {
  item: Item;
  /** Whether somebody has dealt with it since: it stays as a closed row, so that no other moves into its place. */
  isDone: boolean;
}

/** What is shown, and how many more have come since. */
export interface StableList<Item> {
  rows: readonly StableRow<Item>[];
  waiting: number;
}

/** What the server lists now, in its order. `isMore`: what comes after the last of them is not in it. */
interface Fresh<Item> {
  items: readonly Item[];
  isMore: boolean;
}

/**
 * Shows what a list has become without moving anything: rows keep their places, what is no longer listed is closed, and what is new
 * waits. Items are in the order of their ids.
 */
export function keepStill<Item extends { id: string }>(
  shown: readonly StableRow<Item>[],
  { items, isMore }: Fresh<Item>,
): StableList<Item> {
  const fresh = new Map(items.map((item) => [item.id, item]));
  const last = items.at(-1)?.id ?? '';
  const rows = shown.map((row): StableRow<Item> => {
    const item = fresh.get(row.item.id);
    if (item) return { item, isDone: false };
    // Beyond the end of what was read nothing is known.
    return isMore && row.item.id > last ? row : { item: row.item, isDone: true };
  });
  const known = new Set(shown.map(({ item }) => item.id));
  return { rows, waiting: items.filter(({ id }) => !known.has(id)).length };
}

/** Everything that is listed, and nothing else. */
export const showAll = <Item>(items: readonly Item[]): StableList<Item> => ({
  rows: items.map((item) => ({ item, isDone: false })),
  waiting: 0,
});

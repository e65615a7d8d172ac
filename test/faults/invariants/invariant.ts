import type { Evidence } from '../evidence.js';

/** Something that must not be, and where to look. */
export interface Offence {
  /** Of a booking, event, notification or user. */
  id: string;
  why: string;
}

export interface Finding {
  /** What the verdict rests on, in a few words with their numbers. */
  counts: string;
  offences: Offence[];
}

/** One of the promises, as a comparison of the three records. */
export interface Invariant {
  letter: string;
  promise: string;
  check(evidence: Evidence): Finding;
}

export function groupBy<Item>(items: Iterable<Item>, keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

import { useRef } from 'preact/hooks';
import type { Pages } from '../ui/use-pages.js';
import { keepStill, showAll, type StableList } from './stable-list.js';

export interface StablePages<Item> extends StableList<Item> {
  /** Shows the list as it is now. */
  showNow: () => void;
}

/**
 * Pages that stand still: what is new waits until it is asked for, or until nothing else is left to do. More pages that were asked for
 * are shown at once.
 */
export function useStablePages<Item extends { id: string }>(pages: Pages<Item>): StablePages<Item> {
  const list = useRef<StableList<Item>>(showAll<Item>([]));
  const read = useRef<typeof pages.data>(undefined);
  const { data } = pages;
  if (data && data !== read.current) {
    // Another page was added to what was read before, rather than read anew.
    const isLonger = read.current?.isMore === true && data.items.length > read.current.items.length;
    const still = keepStill(list.current.rows, data);
    const isIdle = still.rows.every(({ isDone }) => isDone);
    list.current = isLonger || (isIdle && still.waiting > 0) ? showAll(data.items) : still;
    read.current = data;
  }
  const showNow = () => {
    list.current = showAll(data?.items ?? []);
    pages.refresh();
  };
  return { ...list.current, showNow };
}

import { useCallback, useRef, useState } from 'preact/hooks';
import type { Page } from '../../../contract/values.js';
import { useResource, type Resource } from './use-resource.js';

interface Items<Item> {
  items: readonly Item[];
  isMore: boolean;
}

export interface Pages<Item> extends Resource<Items<Item>> {
  more: () => Promise<void>;
  /** Reloads all shown pages, silently unless that fails. */
  refresh: () => void;
}

type Read<Item> = (
  page: { limit: number; cursor?: string | undefined },
  signal?: AbortSignal,
) => Promise<Page<Item>>;

const pageSize = 20;
const largestPage = 100;

/** A paginated list, newest first, with more pages on demand. */
export function usePages<Item extends { id: string }>(read: Read<Item>): Pages<Item> {
  const [limit, setLimit] = useState(pageSize);
  const next = useRef<string | null>(null);

  const resource = useResource<Items<Item>>(async (signal) => {
    const page = await read({ limit }, signal);
    next.current = page.nextCursor;
    return { items: page.items, isMore: page.nextCursor !== null };
  });
  const { data, put, reload } = resource;

  const more = async () => {
    if (next.current === null) return;
    const page = await read({ limit: pageSize, cursor: next.current });
    next.current = page.nextCursor;
    const known = data?.items ?? [];
    const ids = new Set(known.map(({ id }) => id));
    const items = [...known, ...page.items.filter(({ id }) => !ids.has(id))];
    // Reloads request as many rows as are shown, up to the maximum page size.
    setLimit(Math.min(items.length, largestPage));
    put({ items, isMore: page.nextCursor !== null });
  };
  return { ...resource, more, refresh: useCallback(reload, []) };
}

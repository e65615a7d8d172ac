import type { StoryEntry } from '../../../contract/api/operations.js';
import type { Person } from './story-facts.js';

export type Entry = Omit<StoryEntry, 'at' | 'sinceMs'> & { at: Date };

interface Content {
  title: string;
  detail?: string | null;
  person?: Person | undefined;
  isProblem?: boolean;
}

export const entry = (
  kind: StoryEntry['kind'],
  at: Date,
  { title, detail = null, person, isProblem = false }: Content,
): Entry => ({
  ...{ at, kind, title, detail, isProblem },
  ...{ userId: person?.id ?? null, userName: person?.name ?? null, role: person?.role ?? null },
});

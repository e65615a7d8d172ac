import { formatCount } from '../operations/words.js';

/** How much of a whole, as a number, a percentage and a line. Null where nobody can say. */
export function Share({ part, of }: { part: number | null; of: number }) {
  if (part === null || of === 0) return <span class="admin-none">–</span>;
  return (
    <span class="admin-share">
      <span>
        {Math.round((100 * part) / of)} % <span class="hint">{formatCount(part)}</span>
      </span>
      <span class="admin-share-line" aria-hidden="true">
        <span style={{ transform: `scaleX(${part / of})` }} />
      </span>
    </span>
  );
}

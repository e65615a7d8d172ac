import { CircleCheck, CircleHelp, OctagonAlert, TriangleAlert } from 'lucide-preact';
import type { Level, Verdict } from './trouble.js';

const icons = { success: CircleCheck, warning: TriangleAlert, error: OctagonAlert, unknown: CircleHelp };

export function LevelIcon({ level }: { level: Level }) {
  const Icon = icons[level];
  return <Icon aria-hidden="true" />;
}

/** A word in the colour of its level; never the colour alone. */
export function VerdictTag({ level, word }: Verdict) {
  return (
    <span class={`tag level-${level}`}>
      <LevelIcon level={level} /> {word}
    </span>
  );
}

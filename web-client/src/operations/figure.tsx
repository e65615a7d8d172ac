import type { ComponentChildren } from 'preact';
import type { Level } from './trouble.js';

interface Props {
  label: string;
  level?: Level | undefined;
  children: ComponentChildren;
}

/** A figure with its label, in a `dl`. */
export function Figure({ label, level, children }: Props) {
  return (
    <div class="ops-figure">
      <dt>{label}</dt>
      <dd class={level && `level-${level}`}>{children}</dd>
    </div>
  );
}

import type { ComponentChildren } from 'preact';

interface Props {
  label: string;
  hint: ComponentChildren;
  children: ComponentChildren;
}

/** One number of a list of figures (`<dl class="biz-figures">`), with its name above and what belongs to it below. */
export const Figure = ({ label, hint, children }: Props) => (
  <div class="card biz-figure">
    <dt>{label}</dt>
    <dd class="biz-number">{children}</dd>
    <dd class="hint">{hint}</dd>
  </div>
);

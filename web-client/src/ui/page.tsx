import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { pageTitle } from './page-title.js';

/** After a navigation the new page gets the focus, so that screen readers announce it; not on the first load. */
let isFirstPage = true;

interface Props {
  title: string;
  /** A line above the title. */
  above?: ComponentChildren;
  /** A line below the title. */
  below?: ComponentChildren;
  children: ComponentChildren;
}

/** A view with its heading. */
export function Page({ title, above, below, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    pageTitle.value = `${title} · ParkMate`;
  }, [title]);
  useEffect(() => {
    if (!isFirstPage) heading.current?.focus({ preventScroll: true });
    isFirstPage = false;
  }, []);
  return (
    <div class="page">
      <header class="page-head">
        {above}
        <h1 ref={heading} tabIndex={-1}>
          <bdi>{title}</bdi>
        </h1>
        {below && <p class="lead">{below}</p>}
      </header>
      {children}
    </div>
  );
}

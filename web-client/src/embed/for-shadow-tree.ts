/**
 * Turns a style sheet of the client into one for a shadow tree: what is said of the document is said of the element, and sizes
 * are of `--rem`, since the page of another site may have made its `rem` anything.
 */
export const forShadowTree = (css: string): string =>
  css
    .replace(/:root(\[[^\]]*\])?/g, (_, attribute: string | undefined) =>
      attribute === undefined ? ':host' : `:host(${attribute})`,
    )
    .replace(/(?<![\w.-])(-?(?:\d+\.)?\.?\d+)rem\b/g, 'calc($1*var(--rem))');

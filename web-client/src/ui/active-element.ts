/** The element that has the focus, also where it is inside an element with a tree of its own. */
export function activeElement(): Element | null {
  let found = document.activeElement;
  while (found?.shadowRoot?.activeElement) found = found.shadowRoot.activeElement;
  return found;
}

import { render, type ComponentChild } from 'preact';
import { placeOf } from '../http/server.js';
import { directionOf, language } from '../texts/language.js';
import { innerTrees } from '../ui/use-on-top.js';
import type { GetToken } from './host-tokens.js';
import { hostSession } from './park-mate.js';
import { sheet } from './sheet.js';

/** An element of ours on the page of another site. What it shows is in a tree of its own, with styles of its own. */
export abstract class ParkMateElement extends HTMLElement {
  private release: (() => void) | undefined;

  /** Where tokens of the user come from; the same for all elements of the page. */
  get getToken(): GetToken | undefined {
    return hostSession.getToken;
  }
  set getToken(source: GetToken | undefined) {
    hostSession.getToken = source;
  }

  /** What stands in it. */
  protected abstract content(): ComponentChild;

  connectedCallback(): void {
    this.adoptProperty();
    this.release = hostSession.hold();
    const tree = this.shadowRoot ?? this.plant();
    innerTrees.value = [...innerTrees.peek(), tree];
    render(<Frame>{this.content()}</Frame>, tree);
  }

  disconnectedCallback(): void {
    this.release?.();
    const { shadowRoot: tree } = this;
    if (!tree) return;
    innerTrees.value = innerTrees.peek().filter((other) => other !== tree);
    render(null, tree);
  }

  /** Opens a page of the client beside this one, unless the page does something else. */
  protected open(path: string): void {
    const { href } = placeOf(path);
    if (this.says(href)) window.open(href, '_blank', 'noopener');
  }

  private plant(): ShadowRoot {
    const tree = this.attachShadow({ mode: 'open' });
    tree.adoptedStyleSheets = [sheet()];
    const follow = (event: Event) => {
      const link = (event.target as Element).closest<HTMLAnchorElement>('a[target="_blank"]');
      if (link && !this.says(link.href)) event.preventDefault();
    };
    // Before the link itself, which may go away when it is followed.
    tree.addEventListener('click', follow, true);
    return tree;
  }

  /** Tells the page that something is about to be opened. @returns false where the page does so itself */
  private says(url: string): boolean {
    const { pathname, search } = new URL(url);
    const detail = { url, path: `${pathname}${search}` };
    return this.dispatchEvent(
      new CustomEvent('parkmate:open', { detail, bubbles: true, composed: true, cancelable: true }),
    );
  }

  /** A page may have set the property before this file was there, which hides the one of the class. */
  private adoptProperty(): void {
    if (!Object.hasOwn(this, 'getToken')) return;
    const { getToken } = this;
    Reflect.deleteProperty(this, 'getToken');
    this.getToken = getToken;
  }
}

const Frame = ({ children }: { children: ComponentChild }) => (
  <div class="parkmate" lang={language.value} dir={directionOf(language.value)}>
    {children}
  </div>
);

import { effect, signal } from '@preact/signals';
import { Bell as BellIcon } from 'lucide-preact';
import { useEffect, useMemo } from 'preact/hooks';
import { live, type Live } from '../live/live.js';
import { inbox as texts } from '../texts/inbox.js';
import { Bell } from '../ui/bell.js';
import { ParkMateElement } from './element.js';
import { placePanel } from './place-panel.js';

/** The bells of the page, in the order in which they came. */
export const bells = new Set<BellElement>();

/** `<parkmate-bell>`: the unread count, and the inbox that it opens. */
export class BellElement extends ParkMateElement {
  /** Whether the panel of this bell is open. A page may have another one, for phones. */
  readonly isOpen = signal(false);

  override connectedCallback(): void {
    bells.add(this);
    super.connectedCallback();
    this.shadowRoot?.addEventListener('beforetoggle', this.place, true);
    window.addEventListener('resize', this.place);
    window.addEventListener('scroll', this.place, { capture: true, passive: true });
  }

  override disconnectedCallback(): void {
    bells.delete(this);
    window.removeEventListener('resize', this.place);
    window.removeEventListener('scroll', this.place, { capture: true });
    this.isOpen.value = false;
    super.disconnectedCallback();
  }

  protected content() {
    return <Content element={this} />;
  }

  private readonly place = (event: Event) => {
    const isAboutToOpen = event.type === 'beforetoggle' && (event as ToggleEvent).newState === 'open';
    if (!isAboutToOpen && !this.isOpen.peek()) return;
    const frame = this.shadowRoot?.querySelector<HTMLElement>('.parkmate');
    const { clientWidth: width } = document.documentElement;
    const values = placePanel(this.getBoundingClientRect(), { width, height: window.innerHeight });
    for (const [name, value] of Object.entries(values)) frame?.style.setProperty(name, value);
  };
}

function Content({ element }: { element: BellElement }) {
  const shared = live.value;
  if (shared) return <OpenBell element={element} shared={shared} />;
  return (
    <button type="button" class="icon-button bell" aria-label={texts.value.title} aria-disabled="true">
      <BellIcon aria-hidden="true" />
    </button>
  );
}

function OpenBell({ element, shared }: { element: BellElement; shared: Live }) {
  const { isOpen } = element;
  const own = useMemo(() => ({ ...shared, isBellOpen: isOpen }), [shared]);
  useEffect(() => {
    let wasOpen = false;
    const tell = effect(() => {
      if (isOpen.value) shared.isBellOpen.value = true;
      else if (wasOpen) shared.isBellOpen.value = false;
      wasOpen = isOpen.value;
    });
    // A toast may ask for the inbox: the first bell has it.
    const answer = effect(() => {
      const [first] = bells;
      const isAsked = shared.isBellOpen.value && ![...bells].some((bell) => bell.isOpen.peek());
      if (isAsked && first === element) isOpen.value = true;
    });
    return () => {
      tell();
      answer();
      isOpen.value = false;
    };
  }, [shared]);
  return <Bell live={own} />;
}

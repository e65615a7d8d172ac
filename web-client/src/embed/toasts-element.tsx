import { effect } from '@preact/signals';
import { live } from '../live/live.js';
import Toasts from '../ui/toasts.js';
import { bells } from './bell-element.js';
import { ParkMateElement } from './element.js';

/** `<parkmate-toasts>`: what has just happened, above everything else on the page. */
export class ToastsElement extends ParkMateElement {
  private stop: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    // A toast asks for the inbox: without a bell, that is in the client.
    this.stop = effect(() => {
      const { isBellOpen } = live.value ?? {};
      if (!isBellOpen?.value || bells.size > 0) return;
      isBellOpen.value = false;
      this.open('/');
    });
  }

  override disconnectedCallback(): void {
    this.stop?.();
    super.disconnectedCallback();
  }

  protected content() {
    return <Toasts />;
  }
}

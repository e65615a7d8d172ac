import { signal } from '@preact/signals';
import type { NotificationType } from '../../../contract/notification.js';

export interface Toast {
  /** One toast per slot: a later one replaces the earlier one. */
  slot: string;
  type: NotificationType;
  title: string;
  message: string;
  link?: string | null;
  /** The action of its button, where that is not a link. */
  open?: () => void;
  /** The notification that it shows, if any. */
  notificationId?: string;
}

/** Display time by type, in milliseconds. Later the inbox still has the notification. */
const shownForMs: Record<NotificationType, number> = {
  success: 6_000,
  info: 8_000,
  warning: 12_000,
  error: 15_000,
};

/** More would cover the page. */
const mostAtOnce = 4;

/** The toasts on the screen. Their timers pause while the user hovers or focuses them, and while the page is hidden. */
export class ToastList {
  private readonly leftMs = new Map<string, number>();
  private readonly timers = new Map<string, { timer: ReturnType<typeof setTimeout>; startedAt: number }>();
  private readonly holders = new Set<string>();

  /** Oldest first. */
  readonly shown = signal<readonly Toast[]>([]);

  constructor(private readonly monotonic: () => number) {}

  /** Shows a toast, replacing the one in its slot. */
  put(toast: Toast): void {
    const shown = this.shown.peek();
    const isReplacing = shown.some(({ slot }) => slot === toast.slot);
    const next = isReplacing
      ? shown.map((old) => (old.slot === toast.slot ? toast : old))
      : [...shown, toast].slice(-mostAtOnce);
    this.stop(toast.slot);
    this.leftMs.set(toast.slot, shownForMs[toast.type]);
    this.show(next);
    if (this.holders.size === 0) this.start(toast.slot);
  }

  dismiss(slot: string): void {
    this.show(this.shown.peek().filter((toast) => toast.slot !== slot));
  }

  /** Dismisses the toasts of notifications that were read or superseded. */
  dismissNotifications(ids: readonly string[]): void {
    this.show(
      this.shown.peek().filter(({ notificationId }) => !notificationId || !ids.includes(notificationId)),
    );
  }

  clear(): void {
    this.show([]);
  }

  /** Pauses the timers of all toasts until the same holder releases them. */
  hold(holder: string): void {
    this.holders.add(holder);
    for (const { slot } of this.shown.peek()) this.stop(slot);
  }

  release(holder: string): void {
    this.holders.delete(holder);
    if (this.holders.size > 0) return;
    for (const { slot } of this.shown.peek()) this.start(slot);
  }

  private show(toasts: readonly Toast[]): void {
    const slots = new Set(toasts.map(({ slot }) => slot));
    for (const { slot } of this.shown.peek()) {
      if (slots.has(slot)) continue;
      this.stop(slot);
      this.leftMs.delete(slot);
    }
    this.shown.value = toasts;
  }

  private start(slot: string): void {
    if (this.timers.has(slot)) return;
    const expire = () => {
      this.dismiss(slot);
    };
    const timer = setTimeout(expire, this.leftMs.get(slot) ?? 0);
    this.timers.set(slot, { timer, startedAt: this.monotonic() });
  }

  private stop(slot: string): void {
    const running = this.timers.get(slot);
    if (!running) return;
    clearTimeout(running.timer);
    this.timers.delete(slot);
    this.leftMs.set(slot, (this.leftMs.get(slot) ?? 0) - (this.monotonic() - running.startedAt));
  }
}

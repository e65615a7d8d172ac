import { signal } from '@preact/signals';
import type { NotificationType } from '../../../contract/notification.js';
import type { Expiry } from '../renewals/expiry.js';
import type { RenewalOffer } from '../renewals/renewal-offer.js';
import { Stopwatch } from './stopwatch.js';

export interface Toast {
  /** One toast per slot: a later one replaces the earlier one. */
  slot: string;
  type: NotificationType;
  title: string;
  message: string;
  link?: string | null;
  /** Its button. The toast goes with it. */
  action?: { label: string; run: () => void };
  /** For how long it is shown, where that is not as usual. */
  ms?: number;
  /** The notification that it shows, if any. */
  notificationId?: string;
  /** The event that it tells of, if any. */
  event?: string;
  /** The booking whose time it shows running down. */
  ending?: Expiry;
  /** Of the warning before that end, which stays until somebody acts on it or the booking ends. */
  offer?: RenewalOffer;
}

/** Display time by type, in milliseconds. Later the inbox still has the notification. */
const usualMs: Record<NotificationType, number> = {
  success: 6_000,
  info: 8_000,
  warning: 12_000,
  error: 15_000,
};

/** For how long a toast is on the screen; of a warning that runs, until it is taken away. */
export const shownForMs = ({ offer, type, ms }: Toast): number => (offer ? Infinity : (ms ?? usualMs[type]));

/** The higher, the closer to the edge of the screen, where it does not move when others come. */
const severity: Record<NotificationType, number> = { error: 2, warning: 1, success: 0, info: 0 };

/** Beyond it the least severe and oldest ones are left to the inbox. */
const mostKept = 24;

interface Kept {
  toast: Toast;
  /** Counts the toasts of this list. */
  age: number;
  watch: Stopwatch;
}

/** Of what every tab hears one shows a toast; of what was done in this one, this one. */
const isEverybodys = ({ toast: { notificationId, event, slot } }: Kept) =>
  notificationId !== undefined || event !== undefined || slot === 'digest';

const endOf = ({ toast: { ending } }: Kept) => (ending ? Date.parse(ending.endsAt) : Infinity);

/**
 * First the warnings that run and what has come of them, the one that ends first before the others; then by severity;
 * then the newest.
 */
const byUrgency = (a: Kept, b: Kept): number => {
  const [endOfA, endOfB] = [endOf(a), endOf(b)];
  if (endOfA !== endOfB) return endOfA - endOfB;
  return severity[b.toast.type] - severity[a.toast.type] || b.age - a.age;
};

/**
 * The toasts of this tab. The most urgent ones are on the screen; the others wait until there is room for them. Timers
 * run for what is on the screen, and pause while the user hovers or focuses it, and while the page is hidden.
 */
export class ToastList {
  private readonly kept = new Map<string, Kept>();
  private readonly holders = new Set<string>();
  private count = 0;
  private room = 4;
  private isPresenting = true;

  /** The most urgent one first. */
  readonly shown = signal<readonly Toast[]>([]);
  /** The most urgent warning that runs, also where another tab shows it. */
  readonly warning = signal<Toast | undefined>(undefined);
  /** How many wait. */
  readonly waiting = signal(0);
  /** Whether their time stands still. */
  readonly isHeld = signal(false);

  /** @param seen called with a toast that was shown for its time, or that somebody has dismissed */
  constructor(
    private readonly monotonic: () => number,
    private readonly seen: (toast: Toast) => void = () => undefined,
  ) {}

  /** Shows a toast, replacing the one in its slot. */
  put(toast: Toast): void {
    const { slot } = toast;
    const known = this.kept.get(slot);
    known?.watch.stop();
    const watch = new Stopwatch(shownForMs(toast), this.monotonic, () => {
      this.close(slot);
    });
    this.kept.set(slot, { toast, age: known?.age ?? this.count++, watch });
    this.arrange();
  }

  /** The toast in a slot. */
  at(slot: string): Toast | undefined {
    return this.kept.get(slot)?.toast;
  }

  /** Dismisses a toast that somebody has seen, which is then not shown in any other tab either. */
  close(slot: string): void {
    const toast = this.at(slot);
    this.dismiss(slot);
    if (toast) this.seen(toast);
  }

  dismiss(slot: string): void {
    this.dismissWhere((toast) => toast.slot === slot);
  }

  /** Dismisses the toasts of notifications that were read or superseded, unless they are about to say what came of it. */
  dismissNotifications(ids: readonly string[]): void {
    const named = new Set(ids);
    this.dismissWhere(
      ({ notificationId, offer }) =>
        notificationId !== undefined && named.has(notificationId) && offer?.isBusy !== true,
    );
  }

  clear(): void {
    this.dismissWhere(() => true);
  }

  /** How many may be on the screen at once; more would cover the page. */
  setRoom(room: number): void {
    this.room = room;
    this.arrange();
  }

  /** Whether this tab is the one that shows what all of them hear. Time stands still for what it does not show. */
  present(isPresenting: boolean): void {
    this.isPresenting = isPresenting;
    this.arrange();
  }

  /** Dismisses what a list shows that somebody has opened, except for warnings that still run. */
  shownElsewhere(ids: ReadonlySet<string>): void {
    this.dismissWhere(
      ({ notificationId, offer }) =>
        notificationId !== undefined && ids.has(notificationId) && offer === undefined,
    );
  }

  /** Pauses the timers of all toasts until the same holder releases them. */
  hold(holder: string): void {
    this.holders.add(holder);
    this.arrange();
  }

  release(holder: string): void {
    this.holders.delete(holder);
    this.arrange();
  }

  private dismissWhere(isOver: (toast: Toast) => boolean): void {
    for (const { toast } of this.kept.values()) if (isOver(toast)) this.drop(toast.slot);
    this.arrange();
  }

  private drop(slot: string): void {
    this.kept.get(slot)?.watch.stop();
    this.kept.delete(slot);
  }

  private arrange(): void {
    this.isHeld.value = this.holders.size > 0;
    const sorted = [...this.kept.values()].sort(byUrgency);
    for (const { toast } of sorted.splice(mostKept)) this.drop(toast.slot);
    this.warning.value = sorted.find(({ toast }) => toast.offer !== undefined)?.toast;
    const ours = sorted.filter((kept) => this.isPresenting || !isEverybodys(kept));
    const visible = new Set(ours.slice(0, this.room));
    for (const kept of sorted) {
      if (visible.has(kept) && this.holders.size === 0) kept.watch.start();
      else kept.watch.stop();
    }
    const shown = [...visible].map(({ toast }) => toast);
    const before = this.shown.peek();
    const isSame = shown.length === before.length && shown.every((toast, place) => toast === before[place]);
    if (!isSame) this.shown.value = shown;
    this.waiting.value = ours.length - shown.length;
  }
}

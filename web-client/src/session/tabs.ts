import type { Grant } from './tokens.js';

/** Messages between the tabs of a browser (BroadcastChannel). */
export type TabMessage =
  | { kind: 'granted'; grant: Grant }
  | { kind: 'signed-out' }
  /** Another tab has changed data that views show. */
  | { kind: 'changed' }
  /** A toast was seen to its end, or dismissed, in another tab. */
  | { kind: 'seen'; slot: string; title: string }
  /** Another tab shows the toasts from now on, or does no longer, where there are no locks. */
  | { kind: 'presenting' }
  | { kind: 'presented' }
  /** What another tab was showing when it ceased to. */
  | { kind: 'handed-over'; notificationIds: string[] };

/** Where storage is disabled, browsers may refuse channels too: then each tab is on its own. */
function open(): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel('parkmate');
  } catch {
    return undefined;
  }
}

const channel = open();

/** Posts to the other tabs; a BroadcastChannel does not deliver to the sender. */
export const tellTabs = (message: TabMessage): void => {
  channel?.postMessage(message);
};

export function onTabMessage(listener: (message: TabMessage) => void): void {
  channel?.addEventListener('message', ({ data }: MessageEvent<TabMessage>) => {
    listener(data);
  });
}

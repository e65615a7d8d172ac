import type { Grant } from './tokens.js';

/** What the tabs of one browser tell each other. */
export type TabMessage =
  | { kind: 'granted'; grant: Grant }
  | { kind: 'signed-out' }
  /** Something that views show was changed from one of the tabs. */
  | { kind: 'changed' };

const channel = new BroadcastChannel('parkmate');

/** To the other tabs; a tab does not hear itself. */
export const tellTabs = (message: TabMessage): void => {
  channel.postMessage(message);
};

export function onTabMessage(listener: (message: TabMessage) => void): void {
  channel.addEventListener('message', ({ data }: MessageEvent<TabMessage>) => {
    listener(data);
  });
}

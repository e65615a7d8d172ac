import type { MessageContent } from '../../../contract/event-definition.js';

/** An event that the browser raises by itself, as `contract/catalog.ts` words it. */
export interface ClientEvent extends MessageContent {
  event: string;
  /** Events of the server that say the same and more, and so take the place of this one's toast. */
  replacedBy: string[];
}

/** Written in by the build: see `vite.config.ts`. */
declare const CLIENT_EVENTS: ClientEvent[];

export const clientEvents = CLIENT_EVENTS;

import { ServerClock } from './server-clock.js';

export const monotonic = () => performance.now();

/** The server clock estimate of this tab, updated by every response. */
export const serverClock = new ServerClock(monotonic);

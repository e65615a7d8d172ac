import { ServerClock } from './server-clock.js';

export const monotonic = () => performance.now();

/** The one clock of this tab. Every answer of the server sets it. */
export const serverClock = new ServerClock(monotonic);

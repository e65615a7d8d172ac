import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { version } from '../observability/build-info.js';

/** How this process is known to others. Machines may share a name, and containers number their processes alike. */
export const thisProcess = {
  id: `${hostname()}:${process.pid}:${randomBytes(3).toString('hex')}`,
  version,
  startedAt: new Date(performance.timeOrigin).toISOString(),
};

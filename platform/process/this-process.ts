import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import packageJson from '../../package.json' with { type: 'json' };

/** How this process is known to others. Machines may share a name, and containers number their processes alike. */
export const thisProcess = {
  id: `${hostname()}:${process.pid}:${randomBytes(3).toString('hex')}`,
  version: packageJson.version,
  startedAt: new Date(performance.timeOrigin).toISOString(),
};

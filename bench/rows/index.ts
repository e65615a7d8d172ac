import type { Row } from '../report/row.js';
import { broadcast } from './broadcast.js';
import { client } from './client.js';
import { connections } from './connections.js';
import { expiry } from './expiry.js';
import { growth } from './growth.js';
import { latency } from './latency.js';
import { load } from './load.js';
import { mail } from './mail.js';
import { precision } from './precision.js';
import { reconnect } from './reconnect.js';
import { start } from './start.js';
import { workers } from './workers.js';

/** In the order of the table. */
export const rows: readonly Row[] = [
  latency,
  load,
  expiry,
  broadcast,
  mail,
  precision,
  connections,
  reconnect,
  growth,
  client,
  start,
  workers,
];

import type { Row } from '../row.js';
import { expiry } from './expiry.js';
import { latency } from './latency.js';
import { load } from './load.js';

/** In the order of the table. */
export const rows: readonly Row[] = [latency, load, expiry];

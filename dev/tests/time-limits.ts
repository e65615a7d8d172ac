/* Loaded by Mocha before the tests: their time limits are those of a usual machine, and longer on a slower one. */
import { Runnable } from 'mocha';
import { hereMs } from './machine.js';

type Timeout = typeof Runnable.prototype.timeout;

// eslint-disable-next-line @typescript-eslint/unbound-method -- it is called with its `this` below
const set: (this: Runnable, ms?: number | string) => unknown = Runnable.prototype.timeout;

// Suites hand their limit on to each hook and test by calling this once, and a test sets its own by calling it too.
Runnable.prototype.timeout = function (this: Runnable, ms?: number | string) {
  return ms === undefined ? set.call(this) : set.call(this, typeof ms === 'number' ? hereMs(ms) : ms);
} as Timeout;

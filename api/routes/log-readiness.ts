import type { Logger } from '../../platform/observability/logger.js';
import type { Probe } from './readiness.js';

/** Where a dependency comes and goes with every probe. */
const everyMs = 10_000;

/**
 * Logs when a process turns not ready, with the causes, when these change, and when it is ready again. What changes within
 * ten seconds of the last line is logged by the first probe after them, unless it has changed back.
 */
export function logReadiness(
  log: Pick<Logger, 'info' | 'warn'>,
  now: () => number = () => performance.now(),
): (probe: Probe) => void {
  let said = '';
  let saidAt = -Infinity;
  return ({ reasons }) => {
    const down = Object.keys(reasons).join();
    if (down === said || now() - saidAt < everyMs) return;
    if (down === '') log.info('ready again');
    else log.warn('not ready', reasons);
    said = down;
    saidAt = now();
  };
}

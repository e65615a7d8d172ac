import { databaseAdvice } from '../postgres/advice.js';
import { isDatabaseUnavailable } from '../postgres/errors.js';
import { InvalidSettings, readEnv, type Env } from './env.js';
import { messageOf } from '../errors.js';
import { Lifecycle } from './lifecycle.js';
import { createLogger, type Logger } from '../observability/logger.js';
import { startTracing } from '../observability/start-tracing.js';
import { Misconfiguration } from '../misconfiguration.js';

export interface Booting {
  env: Env;
  log: Logger;
  lifecycle: Lifecycle;
}

/** EX_CONFIG of sysexits.h: a restart does not help. */
const configurationError = 78;
const retryMs = 1_000;
const retries = 30;

/**
 * Starts a process: validates the settings, reporting all problems at once, then calls `start`. While a dependency is
 * unavailable, `start` is retried for 30 seconds; what it had started is stopped before each retry.
 */
export async function boot(service: string, start: (booting: Booting) => Promise<void>): Promise<void> {
  let env: Env;
  try {
    env = readEnv();
  } catch (error) {
    if (!(error instanceof InvalidSettings)) throw error;
    console.error(`${service} cannot start. ${error.message}`);
    process.exit(configurationError);
  }
  const log = createLogger(service, env);
  const lifecycle = new Lifecycle(log);
  lifecycle.listen();
  const tracing = {
    endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT,
    ratio: env.OTEL_TRACES_SAMPLER_ARG,
    serviceName: `parkmate-${service}`,
  };

  for (let attempt = 1; ; attempt++) {
    try {
      const flushTraces = await startTracing(tracing, log);
      if (flushTraces) lifecycle.onStop('traces', flushTraces);
      await start({ env, log, lifecycle });
      return;
    } catch (error) {
      if (error instanceof Misconfiguration) {
        console.error(`${service} cannot start. ${error.message}`);
        await lifecycle.stop('cannot start', configurationError);
      }
      if (attempt > retries || !isDatabaseUnavailable(error)) {
        log.error('cannot start', { reason: messageOf(error), advice: databaseAdvice(error) });
        await lifecycle.stop('cannot start', 1);
      }
      log.warn('a dependency is away, trying again', {
        reason: messageOf(error),
        advice: databaseAdvice(error),
        attempt,
      });
      await lifecycle.stopParts();
      await new Promise((resolve) => setTimeout(resolve, retryMs));
    }
  }
}

import type { Logger } from './logger.js';
import { ThrottledLog } from './throttled-log.js';
import { useTracing, type Tracing } from './tracing.js';

let started: Promise<Tracing> | undefined;

interface TracingSettings {
  /** OTEL_EXPORTER_OTLP_ENDPOINT; undefined: no traces. */
  endpoint: string | undefined;
  /** Of all traces, how many are sampled: 0 to 1. */
  ratio: number;
  serviceName: string;
}

/**
 * Loads OpenTelemetry, if there is an endpoint to send traces to. Once per process, however often a boot is repeated.
 * @returns sends what is buffered, before the process ends.
 */
export async function startTracing(
  { endpoint, ratio, serviceName }: TracingSettings,
  log: Logger,
): Promise<(() => Promise<void>) | undefined> {
  if (endpoint === undefined) return undefined;
  started ??= import('./open-telemetry.js').then(({ openTelemetry }) =>
    openTelemetry({ endpoint, ratio, serviceName }, new ThrottledLog(log)),
  );
  const tracing = await started;
  useTracing(tracing);
  return () => tracing.flush();
}

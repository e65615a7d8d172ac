import { randomUUID } from 'node:crypto';
import { context, diag, DiagLogLevel, SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  NodeTracerProvider,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-node';
import { BullMQOtel } from 'bullmq-otel';
import { version } from './build-info.js';
import { exportingAllowed } from './exportable.js';
import type { Logger } from './logger.js';
import type { OpenSpan, Tracing } from './tracing.js';

/** Shorter than the process's own stop timeout, as what is buffered is sent while it stops. */
const exportWithinMs = 2_000;

const kinds = { server: SpanKind.SERVER, client: SpanKind.CLIENT, producer: SpanKind.PRODUCER };

interface Options {
  endpoint: string;
  ratio: number;
  serviceName: string;
}

/** Sends spans to an OTLP endpoint. Only ever imported dynamically: it loads OpenTelemetry. */
export function openTelemetry(
  { endpoint, ratio, serviceName }: Options,
  log: Pick<Logger, 'error'>,
): Tracing {
  const quiet = () => undefined;
  const failed = (message: string) => {
    log.error('traces cannot be sent', { reason: message });
  };
  diag.setLogger(
    { error: failed, warn: quiet, info: quiet, debug: quiet, verbose: quiet },
    DiagLogLevel.ERROR,
  );
  const exporter = new OTLPTraceExporter({
    url: `${endpoint.replace(/\/$/, '')}/v1/traces`,
    timeoutMillis: exportWithinMs,
  });
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({
      'service.name': serviceName,
      'service.version': version,
      'service.instance.id': randomUUID(),
    }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
    spanProcessors: [new BatchSpanProcessor(exportingAllowed(exporter))],
  });
  provider.register();
  const tracer = provider.getTracer('parkmate', version);

  return {
    span(name, { kind, attributes = {} }, work) {
      const options = { attributes, ...(kind && { kind: kinds[kind] }) };
      return tracer.startActiveSpan(name, options, async (span) => {
        const open: OpenSpan = {
          set: (more) => span.setAttributes(more),
          fail: () => span.setStatus({ code: SpanStatusCode.ERROR }),
        };
        try {
          return await work(open);
        } catch (error) {
          open.fail();
          throw error;
        } finally {
          span.end();
        }
      });
    },
    bind: (work) => context.bind(context.active(), work),
    queues: new BullMQOtel({ tracerName: 'bullmq' }),
    flush: () => provider.forceFlush(),
  };
}

import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-node';

/**
 * The attributes that leave the process. Those that packages set by themselves, such as the result of a job or the message of
 * an error, may hold anything.
 */
const allowed = new Set([
  'http.request.method',
  'http.route',
  'http.response.status_code',
  'db.system.name',
  'db.operation.name',
  'db.operation.batch.size',
  'bullmq.queue.name',
  'bullmq.queue.operation',
  'bullmq.job.name',
  'bullmq.job.id',
  'bullmq.job.bulk.count',
  'bullmq.job.attempts.made',
  'parkmate.messages',
  'parkmate.members',
]);

/** Without events, which hold the messages of errors, and without the message of the status. */
const exportable = (span: ReadableSpan): ReadableSpan =>
  // Everything else is read from the span itself.
  Object.create(span, {
    attributes: {
      value: Object.fromEntries(Object.entries(span.attributes).filter(([name]) => allowed.has(name))),
    },
    events: { value: [] },
    status: { value: { code: span.status.code } },
  }) as ReadableSpan;

/** Exports what is allowed of each span. */
export const exportingAllowed = (exporter: SpanExporter): SpanExporter => ({
  export: (spans, done) => {
    exporter.export(spans.map(exportable), done);
  },
  shutdown: () => exporter.shutdown(),
  forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
});

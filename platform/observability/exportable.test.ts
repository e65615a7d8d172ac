import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-node';
import { expect } from 'chai';
import { exportingAllowed } from './exportable.js';

describe('What is exported of a span', () => {
  it('are its name, times, place and status, and attributes that are listed: nothing that a package adds by itself', () => {
    const exporter = new InMemorySpanExporter();
    const provider = new BasicTracerProvider({
      spanProcessors: [new SimpleSpanProcessor(exportingAllowed(exporter))],
    });
    const span = provider.getTracer('test').startSpan('process notify', { kind: SpanKind.CONSUMER });
    span.setAttributes({ 'bullmq.job.name': 'notify', 'bullmq.job.failed.reason': 'B-PM 1 is taken' });
    span.recordException(new Error('invalid input syntax: "someone@example.test"'));
    span.setStatus({ code: SpanStatusCode.ERROR, message: 'someone@example.test' });
    span.end();
    const [exported] = exporter.getFinishedSpans();
    expect(exported).to.deep.include({
      name: 'process notify',
      kind: SpanKind.CONSUMER,
      attributes: { 'bullmq.job.name': 'notify' },
      events: [],
      status: { code: SpanStatusCode.ERROR },
    });
    expect(exported?.spanContext()).to.deep.equal(span.spanContext());
    expect(exported?.ended).to.equal(true);
  });
});

import type { Telemetry } from 'bullmq';

/** Never personal details or values of statements: see `exportable`, which lists the attributes that leave the process. */
type SpanAttributes = Record<string, string | number>;

export interface SpanStart {
  kind?: 'server' | 'client' | 'producer';
  attributes?: SpanAttributes;
}

/** A span while its work runs. */
export interface OpenSpan {
  set(attributes: SpanAttributes): void;
  /** Marks it as failed. A span whose work throws is marked by itself. */
  fail(): void;
}

export interface Tracing {
  span<Result>(name: string, start: SpanStart, work: (span: OpenSpan) => Promise<Result>): Promise<Result>;
  /** Binds a function to the span that is open now. */
  bind<Args extends unknown[], Result>(work: (...args: Args) => Result): (...args: Args) => Result;
  /** Carries the trace through jobs. */
  queues: Telemetry;
  /** Sends what is buffered. */
  flush(): Promise<void>;
}

/**
 * Without an OTLP endpoint undefined: OpenTelemetry is not loaded then, and nothing here does anything.
 *
 * Spans are opened by hand at a few places, since the instrumentations of OpenTelemetry patch packages when Node loads
 * them, and ours are inside of the bundles.
 */
let tracing: Tracing | undefined;

export function useTracing(given: Tracing | undefined): void {
  tracing = given;
}

export const isTracing = (): boolean => tracing !== undefined;

const noSpan: OpenSpan = { set: () => undefined, fail: () => undefined };

/** Runs `work` in a span. */
export const inSpan = <Result>(
  name: string,
  start: SpanStart,
  work: (span: OpenSpan) => Promise<Result>,
): Promise<Result> => (tracing ? tracing.span(name, start, work) : work(noSpan));

/** For work that runs later, among that of others: its spans belong to the caller's trace. */
export const inThisTrace = <Args extends unknown[], Result>(
  work: (...args: Args) => Result,
): ((...args: Args) => Result) => (tracing ? tracing.bind(work) : work);

/** For BullMQ. */
export const queueTelemetry = (): { telemetry?: Telemetry } => (tracing ? { telemetry: tracing.queues } : {});

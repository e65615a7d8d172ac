/** Values of a series at one sample every five seconds, in promtool's notation: `0+1x10` rises by one ten times. */
export type Series = Record<string, string>;

const samples = 240;
const constant = (value: number) => `${value}x${samples}`;
const rising = (by: number) => `0+${by}x${samples}`;

const api = 'job="parkmate-api", instance="a"';
const worker = 'job="parkmate-worker", instance="w"';

/** A histogram whose observations are all at most as long, and longer than the bound before. */
const histogram = (name: string, seconds: number, labels = worker): Series => ({
  ...Object.fromEntries(
    [0.05, 1, 2.5].map((bound) => [
      `${name}_bucket{${labels}, le="${bound}"}`,
      bound < seconds ? constant(0) : rising(5),
    ]),
  ),
  [`${name}_bucket{${labels}, le="+Inf"}`]: rising(5),
});

const lateness = 'parkmate_expiry_lateness_seconds';
const writing = 'parkmate_event_to_notification_seconds';
const request = 'parkmate_http_request_duration_seconds';
const route = `${api}, method="GET", route="/bookings"`;
const sweeps = `parkmate_job_runs_total{${worker}, job_name="sweep", ending="done"}`;

/** What Prometheus sees while all is well. */
export const healthy: Series = {
  [`parkmate_expiry_lag_seconds{${worker}}`]: constant(0.05),
  [`parkmate_warning_lag_seconds{${worker}}`]: constant(0.05),
  [`parkmate_queue_oldest_waiting_seconds{${worker}, queue="notify"}`]: constant(2),
  [`parkmate_queue_jobs{${worker}, queue="notify", state="failed"}`]: constant(3),
  [`parkmate_queue_jobs{${worker}, queue="notify", state="waiting"}`]: constant(5_000),
  [`parkmate_queue_paused{${worker}, queue="notify"}`]: constant(0),
  [`parkmate_outbox_dead_events{${worker}}`]: constant(0),
  [`parkmate_outbox_oldest_pending_seconds{${worker}}`]: constant(1),
  [sweeps]: rising(5),
  [`parkmate_redis_connected{${api}, connection="parkmate-api-live"}`]: constant(1),
  [`parkmate_database_unavailable_errors_total{${api}}`]: constant(7),
  [`parkmate_live_catch_ups_total{${api}}`]: constant(0),
  ...histogram(lateness, 0.05),
  ...histogram(writing, 0.05),
  ...histogram(request, 0.05, `${route}, status="2xx"`),
  [`${request}_count{${route}, status="2xx"}`]: rising(100),
  [`${request}_count{${route}, status="4xx"}`]: rising(50),
  [`${request}_count{${route}, status="5xx"}`]: rising(1),
  [`parkmate_database_pool_waiting{${api}}`]: constant(0),
  [`parkmate_database_statement_timeouts_total{${api}}`]: constant(2),
  [`parkmate_live_publish_failures_total{${api}}`]: constant(3),
  [`nodejs_eventloop_lag_p99_seconds{${api}}`]: constant(0.02),
  [`parkmate_alert_webhooks_total{${worker}, outcome="accepted"}`]: rising(1),
  [`parkmate_alert_webhooks_total{${worker}, outcome="failed"}`]: constant(1),
};

/** For each alert: what is different while it has to be raised, it alone. Undefined: the series is gone. */
export const raises: Record<string, Record<string, string | undefined>> = {
  ParkmateExpiryLag: { [`parkmate_expiry_lag_seconds{${worker}}`]: constant(6) },
  ParkmateWarningLag: { [`parkmate_warning_lag_seconds{${worker}}`]: constant(6) },
  ParkmateQueueWait: { [`parkmate_queue_oldest_waiting_seconds{${worker}, queue="notify"}`]: constant(31) },
  ParkmateFailedJobs: { [`parkmate_queue_jobs{${worker}, queue="notify", state="failed"}`]: constant(11) },
  ParkmateQueuePaused: { [`parkmate_queue_paused{${worker}, queue="notify"}`]: constant(1) },
  ParkmateDeadEvents: { [`parkmate_outbox_dead_events{${worker}}`]: constant(1) },
  ParkmateOutboxLag: { [`parkmate_outbox_oldest_pending_seconds{${worker}}`]: constant(11) },
  ParkmateNoWorker: { [sweeps]: undefined },
  ParkmateNoSweep: { [sweeps]: constant(9) },
  ParkmateRedisDisconnected: {
    [`parkmate_redis_connected{${api}, connection="parkmate-api-live"}`]: constant(0),
  },
  ParkmateDatabaseUnavailable: { [`parkmate_database_unavailable_errors_total{${api}}`]: rising(1) },
  ParkmateNoApi: { [`parkmate_live_catch_ups_total{${api}}`]: undefined },
  ParkmateExpiriesLate: histogram(lateness, 2.5),
  ParkmateNotificationsSlow: histogram(writing, 2.5),
  ParkmateHttpErrors: { [`${request}_count{${route}, status="5xx"}`]: rising(5) },
  ParkmateHttpSlow: histogram(request, 2.5, `${route}, status="2xx"`),
  ParkmatePoolExhausted: { [`parkmate_database_pool_waiting{${api}}`]: constant(4) },
  ParkmateStatementTimeouts: { [`parkmate_database_statement_timeouts_total{${api}}`]: rising(1) },
  ParkmateLivePublishFailures: { [`parkmate_live_publish_failures_total{${api}}`]: rising(1) },
  ParkmateWebhookFails: { [`parkmate_alert_webhooks_total{${worker}, outcome="failed"}`]: rising(1) },
  ParkmateEventLoopLag: { [`nodejs_eventloop_lag_p99_seconds{${api}}`]: constant(0.3) },
};

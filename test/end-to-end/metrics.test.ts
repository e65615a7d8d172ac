import { expect } from 'chai';
import { freePort } from '../../dev/settings/ports.js';
import { book, type Cast } from '../harness/cast.js';
import { insertDueBookings } from '../harness/due-bookings.js';
import { alertRules, dashboardQueries, documentedMetrics } from '../harness/observability-files.js';
import { ParkMate } from '../harness/parkmate.js';
import { metricsOf } from '../harness/promql.js';
import { Scrape } from '../harness/scrape.js';
import { Tabs } from '../harness/tabs.js';
import { hereMs } from '../../dev/tests/machine.js';

describe('Metrics', function () {
  this.timeout(20_000);
  let ports: { api: number; worker: number };
  let parkmate: ParkMate;
  let cast: Cast;
  const tabs = new Tabs();

  before(async () => {
    ports = { api: await freePort(), worker: await freePort() };
    parkmate = await ParkMate.start({
      ...{ apis: 1, workers: 1 },
      env: { METRICS_PORT: String(ports.worker) },
      apiEnv: { METRICS_PORT: String(ports.api) },
    });
    cast = await parkmate.cast.business();
  });
  afterEach(() => {
    tabs.closeAll();
  });
  after(() => parkmate.stop());

  const api = () => Scrape.of(ports.api);
  const worker = () => Scrape.of(ports.worker);

  it('name a route by its pattern, and everything else by one word, so that no stranger makes series', async () => {
    const booking = await book(cast.user, cast.lot, 0);
    await cast.user.ok('GET', `/bookings/${booking.id}`);
    await cast.user.call('GET', '/bookings/not-an-id');
    await cast.user.call('GET', `/nothing/${booking.id}`);
    await cast.user.call('PROPFIND', '/bookings');
    await fetch(`${parkmate.url}/healthz`);
    const scrape = await api();
    const count = 'parkmate_http_request_duration_seconds_count';
    const one = { method: 'GET', route: '/bookings/:id' };
    expect(scrape.sum(count, { ...one, status: '2xx' })).to.equal(1);
    expect(scrape.sum(count, { ...one, status: '4xx' })).to.equal(1);
    expect(scrape.sum(count, { method: 'POST', route: '/bookings', status: '2xx' })).to.equal(1);
    expect(scrape.sum(count, { method: 'any', route: 'other', status: '4xx' })).to.equal(2);
    expect(scrape.text)
      .not.to.contain(booking.id)
      .and.not.to.contain('PROPFIND')
      .and.not.to.contain('healthz');
  });

  it('measure how late expiries and warnings are, and how soon their notifications are written', async () => {
    const before = await worker();
    const users = await parkmate.users(2);
    const due = await insertDueBookings(parkmate.db, { lot: cast.lot, users, count: 2, inMs: 1_300 });
    await parkmate.db.query(
      `UPDATE bookings SET warn_at = ends_at - interval '500 milliseconds' WHERE id = $1`,
      due.bookingIds.slice(0, 1),
    );
    await parkmate.completed(due.bookingIds);
    await parkmate.settled();
    const after = await worker();
    const rise = (name: string, labels = {}) => after.sum(name, labels) - before.sum(name, labels);
    expect(rise('parkmate_expiry_lateness_seconds_count')).to.equal(2);
    expect(rise('parkmate_expiry_lateness_seconds_sum'))
      .to.be.above(0)
      .and.below(hereMs(2_000) / 1_000);
    expect(rise('parkmate_warning_lateness_seconds_count')).to.equal(1);
    expect(rise('parkmate_warning_lateness_seconds_sum'))
      .to.be.above(0)
      .and.below(hereMs(500) / 1_000);
    // Each is completed, and its slot released.
    expect(rise('parkmate_event_to_notification_seconds_count')).to.be.at.least(4);
    expect(rise('parkmate_notifications_written_total', { event: 'booking.expired' })).to.equal(2);
    expect(after.sum('parkmate_expiry_lag_seconds')).to.equal(0);
    expect(after.sum('parkmate_warning_lag_seconds')).to.equal(0);
    expect(rise('parkmate_job_duration_seconds_count', { job_name: 'sweep' })).to.be.above(0);
    expect(rise('parkmate_job_wait_seconds_count', { job_name: 'notify' })).to.be.above(0);
    expect(rise('parkmate_job_runs_total', { job_name: 'notify', ending: 'done' })).to.be.above(0);
  });

  it('count sockets from connect to disconnect, refused ones by code, and what they were sent', async () => {
    const inbox = { namespace: '/' };
    const before = await api();
    const tab = await tabs.open(cast.owner);
    const refused = await tabs.open(cast.user.with({ token: 'wrong' })).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(Error);
    await book(cast.user, cast.lot, 10);
    await tab.event('booking.created');
    const open = await api();
    const rise = (name: string, labels = {}) => open.sum(name, labels) - before.sum(name, labels);
    expect(rise('parkmate_sockets', inbox)).to.equal(1);
    expect(rise('parkmate_socket_connects_total', inbox)).to.equal(1);
    expect(rise('parkmate_socket_refusals_total', { ...inbox, code: 'unauthenticated' })).to.equal(1);
    expect(rise('parkmate_live_messages_sent_total', { message: 'notification' })).to.be.at.least(1);
    expect(rise('parkmate_inboxes_sent_total', { cause: 'pushed' })).to.equal(1);
    tab.close();
    for (let after = open; after.sum('parkmate_sockets', inbox) > before.sum('parkmate_sockets', inbox);)
      after = await api();
    const reasons = (await api()).valuesOf('parkmate_socket_disconnects_total', 'reason');
    expect(reasons).to.include('client namespace disconnect');
  });

  it('show queues, pool and connections', async () => {
    const [here, there] = await Promise.all([api(), worker()]);
    expect(there.valuesOf('parkmate_queue_jobs', 'queue')).to.include.all.keys('notify', 'sweep');
    expect(there.valuesOf('parkmate_queue_oldest_waiting_seconds', 'queue')).to.include.all.keys('notify');
    for (const scrape of [here, there]) {
      expect(scrape.sum('parkmate_database_pool_connections')).to.be.within(1, 10);
      expect(scrape.sum('parkmate_database_pool_limit')).to.equal(10);
      expect(scrape.sum('parkmate_build_info')).to.equal(1);
      expect(scrape.sum('parkmate_redis_connected')).to.be.above(1);
      expect(scrape.valuesOf('parkmate_redis_connected', 'connection').size).to.equal(
        scrape.sum('parkmate_redis_connected'),
      );
    }
  });

  it('are all in the table of the operating guide, with the processes that expose them, and their labels', async () => {
    const scrapes = { api: await api(), worker: await worker() };
    const table = documentedMetrics();
    for (const [process, scrape] of Object.entries(scrapes)) {
      const exposed = [...scrape.types.keys()].filter((name) => name.startsWith('parkmate_'));
      const documented = table.filter(({ processes }) => processes.split(', ').includes(process));
      expect(
        documented.map(({ name }) => name),
        process,
      ).to.have.members(exposed);
      for (const { name, labels } of documented) {
        const seen = scrape.labelsOf(name);
        if (seen) expect(labels, name).to.have.members(seen);
      }
    }
  });

  it('are those that the dashboard and the alert rules read', async () => {
    const exposed = new Set([...(await api()).seriesNames, ...(await worker()).seriesNames]);
    const ownLabels = new Map(documentedMetrics().map(({ name, labels }) => [name, labels]));
    const fromPrometheus = ['job', 'instance', 'le', 'alertname'];
    const rules = alertRules().map(({ alert, expr }) => ({ where: alert, query: expr }));
    for (const { where, query } of [...dashboardQueries(), ...rules]) {
      const read = metricsOf(query);
      expect(read, where).not.to.be.empty;
      for (const { name, labels } of read) {
        expect(exposed, where).to.include(name);
        const known = [...(ownLabels.get(name.replace(/_(bucket|sum|count)$/, '')) ?? []), ...fromPrometheus];
        expect(known, `${where}: ${name}`).to.include.members(labels);
      }
    }
  });
});

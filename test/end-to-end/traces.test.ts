import { expect } from 'chai';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { book, type Cast } from '../harness/cast.js';
import { compiledProcess } from '../harness/node-process.js';
import { ParkMate } from '../harness/parkmate.js';
import { testProcesses } from '../harness/process-table.js';
import { TraceReceiver } from '../harness/trace-receiver.js';
import { hereMs } from '../../dev/tests/machine.js';

const bookingCall = 'POST /api/bookings';

/** Says when the process ends how many modules of OpenTelemetry it has loaded. They are CommonJS; its API is in the bundle. */
const sayLoaded = `data:text/javascript,
  import { createRequire } from 'node:module';
  const { cache } = createRequire('/any/file.js');
  process.on('exit', () => {
    const loaded = Object.keys(cache).filter((file) => /opentelemetry|bullmq-otel/.test(file));
    console.log('modules of OpenTelemetry: ' + loaded.length);
  });`.replaceAll('\n', '');

describe('Traces', function () {
  this.timeout(30_000);
  let receiver: TraceReceiver;
  let parkmate: ParkMate;
  let cast: Cast;

  before(async () => {
    receiver = await TraceReceiver.start();
    parkmate = await ParkMate.start({
      ...{ apis: 1, workers: 1 },
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, OTEL_BSP_SCHEDULE_DELAY: '100' },
    });
    cast = await parkmate.cast.business();
  });
  after(async () => {
    await parkmate.stop();
    receiver.close();
  });

  it('lead from the call through its job to the live message, across both processes', async () => {
    await book(cast.user, cast.lot, 0);
    const call = await receiver.span(({ name }) => name === bookingCall, bookingCall);
    const emit = await receiver.span(
      ({ name, traceId }) => name === 'emit live batch' && traceId === call.traceId,
      'of the live batch in the trace of the call',
    );
    expect(call).to.deep.include({
      service: 'parkmate-api',
      attributes: {
        'http.request.method': 'POST',
        'http.route': '/api/bookings',
        'http.response.status_code': 201,
      },
    });
    expect(receiver.ancestorsOf(emit).map(({ service, name }) => `${service}: ${name}`)).to.deep.equal([
      'parkmate-worker: emit live batch',
      'parkmate-worker: process notify',
      'parkmate-api: add notify.notify',
      `parkmate-api: ${bookingCall}`,
    ]);
    const inTrace = receiver.spans.filter(({ traceId }) => traceId === call.traceId).map(({ name }) => name);
    expect(inTrace).to.include.members(['create-booking', 'read-pending-events', 'write-notifications']);
  });

  it('are one for each call, also where calls come together', async () => {
    const slots = [1, 2, 3, 4, 5, 6, 7, 8];
    const before = receiver.spans.length;
    await Promise.all(slots.map((slot) => book(cast.user, cast.lot, slot)));
    await parkmate.settled();
    const calls = () => receiver.spans.slice(before).filter(({ name }) => name === bookingCall);
    await receiver.span(() => calls().length === slots.length, `of ${slots.length} calls`);
    expect(new Set(calls().map(({ traceId }) => traceId)).size).to.equal(slots.length);
    for (const call of calls()) expect(call.parentSpanId ?? '').to.equal('');
  });

  it('begin here, whatever trace a stranger says to be in', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await cast.user.call('GET', '/me', undefined, { traceparent });
    const call = await receiver.span(({ name }) => name === 'GET /api/me', 'GET /api/me');
    expect(call.traceId).not.to.equal(traceparent.split('-')[1]);
    expect(call.parentSpanId ?? '').to.equal('');
  });

  it('mark a failed call, and hold neither personal details nor values nor messages of errors', async () => {
    await cast.user.call('POST', '/bookings', { slotId: 'secret-slot', vehiclePlate: 'SECRET 1' });
    const refused = ({ attributes }: { attributes: Record<string, unknown> }) =>
      attributes['http.response.status_code'] === 400;
    expect((await receiver.span(refused, 'of the refused call')).status.code).to.equal(0);
    expect(receiver.text).not.to.match(/B-PM|SECRET|secret-slot|Test Street|INSERT|SELECT/);
    expect(receiver.text).not.to.contain(cast.user.id).and.not.to.contain(cast.user.email);
    expect(receiver.spans.filter(({ events }) => events.length > 0)).to.deep.equal([]);
  });

  it('do not keep a process from stopping when their collector takes them and never answers', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    try {
      const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` };
      const env = { ...parkmate.env, ...endpoint };
      const worker = await compiledProcess(await testProcesses(), 'worker/main', { env }).start();
      await once(silent, 'connection');
      const stoppedAt = performance.now();
      await worker.stop();
      expect(performance.now() - stoppedAt).to.be.below(hereMs(6_000));
      expect(worker.log).not.to.contain('forced to stop');
    } finally {
      silent.close();
    }
  });

  for (const [which, endpoint, loads] of [
    ['without an endpoint', {}, false],
    ['with one', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' }, true],
  ] as const) {
    for (const name of ['api', 'worker']) {
      it(`${which} the ${name} loads ${loads ? '' : 'no module of '}OpenTelemetry`, async () => {
        const { OTEL_EXPORTER_OTLP_ENDPOINT: _, ...env } = parkmate.env;
        const nodeArguments = ['--import', sayLoaded];
        const process = compiledProcess(await testProcesses(), `${name}/main`, {
          env: { ...env, PORT: '0', ...endpoint },
          nodeArguments,
        });
        await process.start();
        await process.stop();
        const [, count] = /modules of OpenTelemetry: (\d+)/.exec(process.log) ?? [];
        expect(Number(count) > 0, process.log).to.equal(loads);
      });
    }
  }
});

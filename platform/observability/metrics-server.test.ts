import { expect } from 'chai';
import sinon from 'sinon';
import { silentLog } from '../../test/harness/api.js';
import { startMetrics } from './metrics-server.js';

describe('metrics', () => {
  it('are served on a port of their own', async () => {
    const metrics = await startMetrics({ host: '127.0.0.1', port: 0 }, silentLog());
    const url = `http://127.0.0.1:${metrics.port ?? ''}`;
    const answer = await fetch(`${url}/metrics`);
    expect(await answer.text()).to.contain('process_cpu_seconds_total');
    expect(answer.headers.get('Content-Type')).to.contain('text/plain');
    expect((await fetch(`${url}/healthz`)).status).to.equal(200);
    expect((await fetch(url)).status).to.equal(404);
    await metrics.stop();
  });

  it('are no reason not to start: where the port is taken, a warning says so', async () => {
    const metrics = await startMetrics({ host: '127.0.0.1', port: 0 }, silentLog());
    const log = silentLog();
    const warn = sinon.spy(log, 'warn');
    const second = await startMetrics({ host: '127.0.0.1', port: metrics.port ?? 0 }, log);
    expect(second.port).to.equal(undefined);
    expect(warn.callCount).to.equal(1);
    await second.stop();
    await metrics.stop();
  });
});

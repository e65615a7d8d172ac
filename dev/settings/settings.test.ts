import { expect } from 'chai';
import { freePort } from './ports.js';
import { SetupProblem } from '../setup-problem.js';
import { addressToOpen, choosePorts, isOpenToOthers } from './settings.js';

describe('The host that npm start listens on', () => {
  for (const [host, address, open] of [
    [undefined, '127.0.0.1', false],
    ['localhost', 'localhost', false],
    ['::1', '[::1]', false],
    ['127.0.0.2', '127.0.0.2', false],
    ['0.0.0.0', '127.0.0.1', true],
    ['::', '127.0.0.1', true],
    ['192.168.1.5', '192.168.1.5', true],
  ] as const) {
    it(`${host ?? 'where none is set'} is opened as ${address}`, () => {
      expect(addressToOpen(host)).to.equal(address);
      expect(isOpenToOthers(host)).to.equal(open);
    });
  }
});

describe('The ports that npm start listens on', () => {
  it('are three, also where the public one is that which metrics usually have', async () => {
    for (const PORT of ['0', '9464']) {
      const ports = await choosePorts({ PORT });
      expect(new Set(Object.values(ports)).size).to.equal(3);
    }
  });

  it('are given out once, and lie below the ephemeral range', async () => {
    const ports = new Set<number>();
    // Enough that a repeated port would be almost certain if it were possible.
    for (let n = 0; n < 400; n++) ports.add(await freePort());
    expect(ports.size).to.equal(400);
    for (const port of ports) expect(port).to.be.within(15_000, 29_999);
  });

  it('are refused where two of them were set to one', async () => {
    const port = String(await freePort());
    const problem = await choosePorts({ PORT: port, METRICS_PORT: port }).catch((error: unknown) => error);
    expect(problem).to.be.instanceOf(SetupProblem);
    expect(problem).to.have.property('message').that.contains('METRICS_PORT').and.contains('PORT as well');
  });
});

import { expect } from 'chai';
import { Resolver } from 'node:dns/promises';
import sinon from 'sinon';
import { privateHosts } from '../../test/harness/private-hosts.js';
import { resolveTo } from '../../test/harness/resolve-to.js';
import { isPrivateHost } from './public-address.js';

describe('Whether a URL leads to a private address', () => {
  afterEach(() => {
    sinon.restore();
  });
  const isPrivate = (host: string) => isPrivateHost(`https://${host}:8443/hook?a=1`);

  for (const host of privateHosts)
    it(`is told of ${host}`, async () => {
      expect(await isPrivate(host)).to.equal(true);
    });

  for (const address of ['127.0.0.1', '169.254.169.254', '::ffff:127.0.0.1', '64:ff9b::7f00:1', 'fd00::1'])
    it(`is told of a name that stands for ${address}, or for it among others`, async () => {
      resolveTo(address);
      expect(await isPrivate('hook.example')).to.equal(true);
      sinon.restore();
      resolveTo('93.184.216.34', address);
      expect(await isPrivate('hook.example')).to.equal(true);
    });

  it('is denied of public addresses, and of names that stand for them', async () => {
    for (const host of ['93.184.216.34', '[2606:4700::1111]']) expect(await isPrivate(host)).to.equal(false);
    resolveTo('93.184.216.34', '2606:4700::1111');
    expect(await isPrivate('hook.example')).to.equal(false);
  });

  it('is denied of a name that has no address now', async () => {
    resolveTo();
    expect(await isPrivate('hook.example')).to.equal(false);
  });

  it('asks for the name of the URL, and name servers alone', async () => {
    const four = sinon.stub(Resolver.prototype, 'resolve4').resolves([] as never);
    const six = sinon.stub(Resolver.prototype, 'resolve6').rejects(new Error('no such name'));
    expect(await isPrivate('Hook.Example')).to.equal(false);
    expect([four, six].map(({ args }) => args)).to.deep.equal([[['hook.example']], [['hook.example']]]);
  });
});

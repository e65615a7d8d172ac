import { expect } from 'chai';
import { networkOf } from './network-of.js';

describe('The network of an address', () => {
  const networks = {
    '10.0.0.1': '10.0.0.1',
    '::ffff:10.0.0.1': '10.0.0.1',
    '::FFFF:0a00:0001': '10.0.0.1',
    '2001:db8:1:2ff::1': '2001:db8:1:200::/56',
    '2001:0DB8:0001:0200:0:0:0:9': '2001:db8:1:200::/56',
    '::1': '::/56',
    unknown: 'unknown',
  };
  for (const [address, network] of Object.entries(networks)) {
    it(`of ${address} is ${network}`, () => {
      expect(networkOf(address)).to.equal(network);
    });
  }

  it('is as small as somebody wants it', () => {
    expect(networkOf('2001:db8:1:2ff::1', 64)).to.equal('2001:db8:1:2ff::/64');
  });
});

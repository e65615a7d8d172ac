import { expect } from 'chai';
import { addressToOpen, isOpenToOthers } from './settings.js';

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

import { Resolver } from 'node:dns/promises';
import sinon from 'sinon';

/** Answers every question for the addresses of a name so, as a name server of somebody else may, until `sinon.restore()`. */
export function resolveTo(...addresses: string[]): void {
  const answer = (found: string[]) => () =>
    found.length > 0
      ? Promise.resolve(found)
      : Promise.reject(Object.assign(new Error('no such name'), { code: 'ENODATA' }));
  const isSix = (address: string) => address.includes(':');
  sinon.stub(Resolver.prototype, 'resolve4').callsFake(answer(addresses.filter((one) => !isSix(one))));
  sinon.stub(Resolver.prototype, 'resolve6').callsFake(answer(addresses.filter(isSix)));
}

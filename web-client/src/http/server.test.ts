import { expect } from 'chai';
import sinon from 'sinon';
import { exchange } from './exchange.js';
import { placeOf, setServerOrigin } from './server.js';

describe('ParkMate, from a page', () => {
  const fetched = sinon.stub<[string, RequestInit], Promise<Response>>();
  let real: typeof fetch;
  beforeEach(() => {
    real = globalThis.fetch;
    fetched.reset();
    fetched.callsFake(() => Promise.resolve(new Response('{}')));
    globalThis.fetch = fetched as unknown as typeof fetch;
  });
  afterEach(() => {
    globalThis.fetch = real;
    setServerOrigin('');
  });

  it('of its own is asked at its own address, with its cookies', async () => {
    await exchange({ method: 'GET', path: '/me' });
    expect(fetched.lastCall.args[0]).to.equal('/api/me');
    expect(fetched.lastCall.args[1]).to.have.property('credentials', 'same-origin');
    expect(placeOf('/bookings/1')).to.deep.equal({ href: '/bookings/1' });
  });

  it('of another site is asked where it is, without cookies, and opens beside that site', async () => {
    setServerOrigin('https://parkmate.example');
    await exchange({ method: 'GET', path: '/me' });
    expect(fetched.lastCall.args[0]).to.equal('https://parkmate.example/api/me');
    expect(fetched.lastCall.args[1]).to.have.property('credentials', 'omit');
    expect(placeOf('/bookings/1')).to.deep.equal({
      href: 'https://parkmate.example/bookings/1',
      target: '_blank',
      rel: 'noopener',
    });
  });
});

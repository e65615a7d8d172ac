import { expect } from 'chai';
import sinon from 'sinon';
import type { Booking, RenewalBody } from '../../../contract/api/bookings.js';
import { ApiProblem, Unreachable } from '../http/problem.js';
import { exampleExpiry } from './example-expiry.js';
import { OpenRenewals } from './open-renewals.js';
import { RenewalStore } from './renewal-store.js';

const expiry = exampleExpiry();
const halfHour: RenewalBody = { durationSeconds: 1_800, price: { amount: 150, currency: 'EUR' } };
const booking = { id: 'booking 1', deadlineVersion: 2 } as Booking;
const refusal = new ApiProblem(
  { type: '', title: '', status: 409, detail: 'no', code: 'slot_taken', requestId: '' },
  undefined,
);

describe('A renewal whose answer was lost', () => {
  let kept: Map<string, string>;
  let now: number;
  const send = sinon.stub<[string, RenewalBody, string], Promise<Booking>>();
  const find = sinon.stub<[string], Promise<Booking>>();
  const renewed = sinon.spy();
  const refused = sinon.spy();
  const unlessElsewhere = sinon.stub<[string, () => Promise<void>], Promise<void>>();
  const keys = () => send.args.map(([, , key]) => key);

  /** A page: what another one has kept is there too. */
  const open = () =>
    new OpenRenewals({
      store: new RenewalStore('user 1', {
        read: (name) => kept.get(name),
        write: (name, value) => void kept.set(name, value),
        remove: (name) => void kept.delete(name),
      }),
      serverNow: () => now,
      ...{ send, find, renewed, refused, unlessElsewhere, quote: sinon.stub() },
    });

  /** Taps, and hears nothing. */
  async function lose(): Promise<void> {
    send.rejects(new Unreachable());
    expect(
      await open()
        .attempt(expiry, halfHour)
        .catch((error: unknown) => error),
    ).to.be.instanceOf(Unreachable);
  }

  beforeEach(() => {
    kept = new Map();
    now = Date.parse(expiry.endsAt) - 1;
    for (const fake of [send, find, unlessElsewhere]) fake.reset();
    renewed.resetHistory();
    refused.resetHistory();
    unlessElsewhere.callsFake((_, work) => work());
  });

  it('is finished under the same key by the next page, once', async () => {
    await lose();
    send.resolves(booking);
    const next = open();
    await next.resume();
    await next.resume();
    expect(send.callCount).to.equal(2);
    expect(new Set(keys())).to.have.length(1);
    for (const [, body] of send.args) expect(body).to.deep.equal(halfHour);
    sinon.assert.calledOnceWithExactly(renewed, booking);
    expect(kept.size).to.equal(0);
  });

  it('is the same one when it is tapped again, and another one for another period', async () => {
    await lose();
    await open()
      .attempt(expiry, halfHour)
      .catch(() => undefined);
    await open()
      .attempt(expiry, { ...halfHour, durationSeconds: 900 })
      .catch(() => undefined);
    expect(keys()[1]).to.equal(keys()[0]);
    expect(keys()[2]).to.not.equal(keys()[0]);
  });

  it('stays open while nothing can be reached', async () => {
    await lose();
    await open().resume();
    sinon.assert.notCalled(renewed);
    sinon.assert.notCalled(refused);
    send.resolves(booking);
    await open().resume();
    sinon.assert.calledOnce(renewed);
  });

  it('is reported when it was refused', async () => {
    await lose();
    send.rejects(refusal);
    await open().resume();
    await open().resume();
    sinon.assert.calledOnce(refused);
    expect(refused.args[0]?.[1]).to.equal(refusal);
  });

  it('is none when a refusal was heard', async () => {
    send.rejects(refusal);
    await open()
      .attempt(expiry, halfHour)
      .catch(() => undefined);
    await open().resume();
    expect(send.callCount).to.equal(1);
    sinon.assert.notCalled(refused);
  });

  it('is not made after the end, but what came of it is said', async () => {
    await lose();
    now += 1;
    find.resolves({ ...booking, deadlineVersion: 1 });
    await open().resume();
    sinon.assert.calledOnce(refused);
    await lose();
    find.resolves(booking);
    await open().resume();
    sinon.assert.calledOnceWithExactly(renewed, booking);
    expect(send.callCount).to.equal(2);
  });

  it('is left to the tab that is at it', async () => {
    await lose();
    unlessElsewhere.resolves();
    await open().resume();
    expect(send.callCount).to.equal(1);
  });

  it('is left alone while its answer is awaited here', async () => {
    const answer = sinon.promise<Booking>();
    send.returns(answer);
    const here = open();
    const asked = here.attempt(expiry, halfHour);
    await here.resume();
    expect(send.callCount).to.equal(1);
    await answer.resolve(booking);
    expect(await asked).to.equal(booking);
    await here.resume();
    expect(send.callCount).to.equal(1);
  });

  it('is remembered by the page where nothing can be stored', async () => {
    send.rejects(new Unreachable());
    const store = new RenewalStore('user 1', {
      read: () => undefined,
      write: () => undefined,
      remove: () => undefined,
    });
    const page = new OpenRenewals({
      ...{ store, send, find, renewed, refused, unlessElsewhere, quote: sinon.stub() },
      serverNow: () => now,
    });
    await page.attempt(expiry, halfHour).catch(() => undefined);
    send.resolves(booking);
    await page.resume();
    sinon.assert.calledOnce(renewed);
  });
});

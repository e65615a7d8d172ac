import { expect } from 'chai';
import sinon from 'sinon';
import type { Booking, Quote, RenewalBody } from '../../../contract/api/bookings.js';
import { ApiProblem, Unreachable } from '../http/problem.js';
import { exampleExpiry, exampleQuote } from './example-expiry.js';
import type { Expiry } from './expiry.js';
import { RenewalOffer } from './renewal-offer.js';

const problem = (status: number, code: string) =>
  new ApiProblem({ type: '', title: '', status, detail: code, code, requestId: '' }, undefined);

const asked = (durationSeconds: number): RenewalBody => ({
  durationSeconds,
  price: exampleQuote(durationSeconds).price,
});

describe('An offer to renew', () => {
  const quote = sinon.stub<[string, number], Promise<Quote>>();
  const renew = sinon.stub<[Expiry, RenewalBody], Promise<Booking>>();
  const renewed = sinon.spy();
  let offer: RenewalOffer;
  const booking = { id: 'booking 1' } as Booking;
  /** How long the slot can be had after the end of the booking. */
  const free = (seconds?: number) => {
    quote.callsFake((_, asked) => Promise.resolve(exampleQuote(asked, seconds)));
  };
  const status = () => offer.state.value.status;

  beforeEach(() => {
    quote.reset();
    renew.reset();
    renewed.resetHistory();
    offer = new RenewalOffer(exampleExpiry(), { quote, renew, renewed });
  });

  it('is of half an hour, at the price that was asked for, and renews for just that', async () => {
    free();
    renew.resolves(booking);
    expect(status()).to.equal('asking');
    await offer.ask();
    expect(offer.state.value).to.deep.include({ status: 'open', seconds: 1_800, quote: exampleQuote(1_800) });
    const answer = offer.accept();
    expect(status()).to.equal('renewing');
    await answer;
    sinon.assert.calledOnceWithExactly(renew, exampleExpiry(), asked(1_800));
    sinon.assert.calledOnceWithExactly(renewed, booking);
  });

  it('is shorter, for less, where somebody else has the slot after that', async () => {
    free(12 * 60 + 59);
    renew.resolves(booking);
    await offer.ask();
    expect(offer.state.value).to.deep.include({ seconds: 720, quote: exampleQuote(720, 779) });
    await offer.accept();
    sinon.assert.calledOnceWithExactly(renew, exampleExpiry(), asked(720));
  });

  it('is of half an hour where the slot is free for just that long', async () => {
    free(1_800);
    await offer.ask();
    expect(offer.state.value).to.deep.include({ status: 'open', seconds: 1_800 });
  });

  it('is none where somebody else has the slot at once, or too soon for the shortest booking', async () => {
    free(59);
    await offer.ask();
    expect(status()).to.equal('taken');
    quote.onSecondCall().rejects(problem(400, 'invalid_request'));
    quote.onFirstCall().resolves(exampleQuote(1_800, 240));
    quote.resetHistory();
    await offer.ask();
    expect(status()).to.equal('taken');
  });

  it('says why the booking cannot be renewed at all', async () => {
    const tooLong = problem(409, 'booking_too_long');
    quote.rejects(tooLong);
    await offer.ask();
    expect(offer.state.value).to.deep.equal({ status: 'closed', reason: tooLong });
  });

  it('can be asked for again when the price could not be had', async () => {
    quote.rejects(new Unreachable());
    await offer.ask();
    expect(status()).to.equal('unknown');
    await offer.accept();
    sinon.assert.notCalled(renew);
    free();
    await offer.ask();
    expect(status()).to.equal('open');
  });

  it('stays open when no answer came, and says so', async () => {
    free();
    const lost = new Unreachable();
    renew.rejects(lost);
    await offer.ask();
    await offer.accept();
    expect(offer.state.value).to.deep.include({ status: 'open', seconds: 1_800, failure: lost });
    sinon.assert.notCalled(renewed);
  });

  it('becomes shorter when somebody was faster', async () => {
    free();
    await offer.ask();
    const taken = problem(409, 'slot_taken');
    renew.rejects(taken);
    free(600);
    await offer.accept();
    expect(offer.state.value).to.deep.include({ status: 'open', seconds: 600, failure: taken });
  });

  it('has the price of now when that is not what was shown', async () => {
    free();
    await offer.ask();
    const changed = problem(409, 'price_changed');
    renew.rejects(changed);
    quote.resolves({ ...exampleQuote(1_800), price: { amount: 99, currency: 'EUR' } });
    await offer.accept();
    expect(offer.state.value).to.have.nested.property('quote.price.amount', 99);
    expect(offer.state.value).to.deep.include({ status: 'open', failure: changed });
  });

  it('ends with a refusal', async () => {
    free();
    await offer.ask();
    renew.rejects(problem(409, 'not_renewable'));
    await offer.accept();
    expect(status()).to.equal('closed');
  });

  it('is taken once, however often it is tapped', async () => {
    free();
    renew.resolves(booking);
    await offer.ask();
    await Promise.all([offer.accept(), offer.accept()]);
    sinon.assert.calledOnce(renew);
  });
});

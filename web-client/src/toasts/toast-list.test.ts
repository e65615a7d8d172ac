import { expect } from 'chai';
import sinon from 'sinon';
import { exampleExpiry, exampleQuote } from '../renewals/example-expiry.js';
import { RenewalOffer } from '../renewals/renewal-offer.js';
import { ToastList, type Toast } from './toast-list.js';

const toast = (slot: string, given: Partial<Toast> = {}): Toast => ({
  slot,
  type: 'success',
  title: slot,
  message: slot,
  ...given,
});

/** A warning before the end of a booking. */
const warning = (slot: string, endsInMs = 300_000, renew = sinon.stub()): Toast => {
  const endsAt = new Date(Date.now() + endsInMs).toISOString();
  const quote = sinon.stub().resolves(exampleQuote(1_800));
  const ending = exampleExpiry({ endsAt });
  const offer = new RenewalOffer(ending, { quote, renew, renewed: sinon.spy() });
  return toast(slot, { type: 'warning', ending, offer, notificationId: slot });
};

describe('The list of toasts', () => {
  let time: sinon.SinonFakeTimers;
  let list: ToastList;
  const titles = () => list.shown.value.map(({ title }) => title);
  beforeEach(() => {
    time = sinon.useFakeTimers();
    list = new ToastList(() => Date.now());
  });
  afterEach(() => {
    time.restore();
  });

  it('shows each for a while', () => {
    list.put(toast('a'));
    time.tick(5_999);
    expect(titles()).to.deep.equal(['a']);
    time.tick(1);
    expect(titles()).to.deep.equal([]);
  });

  it('gives a slot to the later toast, at the same place and with time of its own', () => {
    list.put(toast('a'));
    list.put(toast('b'));
    time.tick(5_000);
    list.put(toast('a', { title: 'a, better' }));
    expect(titles()).to.deep.equal(['b', 'a, better']);
    time.tick(5_000);
    expect(titles()).to.deep.equal(['a, better']);
  });

  it('takes away what was read or is no longer true', () => {
    list.put(toast('a', { notificationId: '1' }));
    list.put(toast('b', { notificationId: '2' }));
    list.put(toast('c'));
    list.dismissNotifications(['1', '3']);
    expect(titles()).to.deep.equal(['c', 'b']);
  });

  it('lets time stand still while somebody reads, or the page is hidden', () => {
    list.put(toast('a'));
    time.tick(4_000);
    list.hold('pointer');
    list.hold('hidden page');
    time.tick(60_000);
    list.release('pointer');
    time.tick(60_000);
    list.put(toast('b'));
    expect(titles()).to.deep.equal(['b', 'a']);
    list.release('hidden page');
    time.tick(2_000);
    expect(titles()).to.deep.equal(['b']);
  });

  it('never covers the page: the older ones wait until there is room, with the time that they have left', () => {
    for (const slot of ['a', 'b', 'c', 'd']) list.put(toast(slot));
    time.tick(2_000);
    list.put(toast('e'));
    expect(titles()).to.deep.equal(['e', 'd', 'c', 'b']);
    expect(list.waiting.value).to.equal(1);
    time.tick(4_000);
    expect(titles()).to.deep.equal(['e', 'a']);
    expect(list.waiting.value).to.equal(0);
    time.tick(4_000);
    expect(titles()).to.deep.equal([]);
  });

  it('shows what is severe before what is news, whatever came first', () => {
    list.put(toast('bad', { type: 'error' }));
    for (const slot of ['a', 'b', 'c', 'd']) list.put(toast(slot, { type: 'info' }));
    list.put(toast('declined', { type: 'warning' }));
    expect(titles()).to.deep.equal(['bad', 'declined', 'd', 'c']);
  });

  it('keeps a warning until the booking ends, and never takes its place for anything else', () => {
    list.put(warning('later', 400_000));
    list.put(warning('sooner', 300_000));
    for (let news = 0; news < 60; news += 1) list.put(toast(`news ${news}`, { type: 'error' }));
    expect(titles().slice(0, 2)).to.deep.equal(['sooner', 'later']);
    time.tick(3_600_000);
    expect(titles()).to.deep.equal(['sooner', 'later']);
    list.dismiss('sooner');
    expect(titles()).to.deep.equal(['later']);
  });

  it('gives the place of a warning to what has come of it, for a while', () => {
    list.put(warning('a'));
    for (let news = 0; news < 9; news += 1) list.put(toast(`news ${news}`, { type: 'error' }));
    list.put(toast('a', { title: 'renewed', ending: exampleExpiry() }));
    expect(titles()[0]).to.equal('renewed');
    time.tick(6_000);
    expect(titles()).to.not.include('renewed');
  });

  it('shows fewer where there is less room, and all of them when somebody wants to see them', () => {
    for (const slot of ['a', 'b', 'c', 'd', 'e']) list.put(toast(slot));
    list.setRoom(1);
    expect(titles()).to.deep.equal(['e']);
    expect(list.waiting.value).to.equal(4);
    time.tick(6_000);
    expect(titles()).to.deep.equal(['d']);
    list.setRoom(Infinity);
    expect(titles()).to.deep.equal(['d', 'c', 'b', 'a']);
    expect(list.waiting.value).to.equal(0);
  });

  it('takes away what a list shows that somebody has opened, but no warning that runs', () => {
    list.put(warning('a'));
    list.put(toast('b', { notificationId: 'b' }));
    list.put(toast('c'));
    list.shownElsewhere(new Set(['a', 'b']));
    expect(titles()).to.deep.equal(['a', 'c']);
  });

  it('says what was seen to its end or dismissed, for the other tabs, and not what was taken away', () => {
    const seen = sinon.spy<(toast: Toast) => void>(() => undefined);
    list = new ToastList(() => Date.now(), seen);
    for (const slot of ['a', 'b', 'c', 'd', 'e']) list.put(toast(slot, { notificationId: slot }));
    list.close('e');
    list.dismiss('d');
    list.dismissNotifications(['c']);
    time.tick(6_000);
    expect(seen.args.map(([{ slot }]) => slot)).to.deep.equal(['e', 'b', 'a']);
  });

  it('keeps so many, and lets the oldest news go', () => {
    for (let news = 0; news < 60; news += 1) list.put(toast(`news ${news}`));
    expect(titles()).to.deep.equal(['news 59', 'news 58', 'news 57', 'news 56']);
    expect(list.waiting.value).to.equal(20);
    list.clear();
    expect(titles()).to.deep.equal([]);
    expect(list.waiting.value).to.equal(0);
  });

  it('does not take a warning away whose renewal is about to be answered', async () => {
    const answer = sinon.promise();
    const shown = warning('a', 300_000, sinon.stub().returns(answer));
    list.put(shown);
    await shown.offer?.ask();
    const accepted = shown.offer?.accept();
    list.dismissNotifications(['a']);
    expect(titles()).to.deep.equal(['a']);
    await answer.reject(new Error('not reached')).catch(() => undefined);
    await accepted;
    list.dismissNotifications(['a']);
    expect(titles()).to.deep.equal([]);
  });

  it('shows what every tab hears only where that is to be shown, and what was done here in any case', () => {
    list.put({ ...toast('told'), notificationId: 'told' });
    list.put(toast('done here'));
    list.present(false);
    expect(titles()).to.deep.equal(['done here']);
    expect(list.waiting.value).to.equal(0);
    time.tick(60_000);
    list.present(true);
    expect(titles(), 'its time stood still').to.deep.equal(['told']);
    time.tick(60_000);
    expect(titles()).to.deep.equal([]);
  });
});

import { expect } from 'chai';
import sinon from 'sinon';
import { ToastList, type Toast } from './toast-list.js';

const toast = (slot: string, given: Partial<Toast> = {}): Toast => ({
  slot,
  type: 'success',
  title: slot,
  message: slot,
  ...given,
});

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
    expect(titles()).to.deep.equal(['a, better', 'b']);
    time.tick(5_000);
    expect(titles()).to.deep.equal(['a, better']);
  });

  it('takes away what was read or is no longer true', () => {
    list.put(toast('a', { notificationId: '1' }));
    list.put(toast('b', { notificationId: '2' }));
    list.put(toast('c'));
    list.dismissNotifications(['1', '3']);
    expect(titles()).to.deep.equal(['b', 'c']);
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
    expect(titles()).to.deep.equal(['a', 'b']);
    list.release('hidden page');
    time.tick(2_000);
    expect(titles()).to.deep.equal(['b']);
  });

  it('never covers the page', () => {
    for (const slot of ['a', 'b', 'c', 'd', 'e']) list.put(toast(slot));
    expect(titles()).to.deep.equal(['b', 'c', 'd', 'e']);
  });
});

import { expect } from 'chai';
import { exampleNotification as example } from './example-notification.js';
import { chooseToasts, isWorthToast } from './toast-rules.js';

const noon = '2026-11-21T12:00:00.000Z';
const now = Date.parse(noon);

describe('A notification', () => {
  it('is worth a toast while it is unread, true and valid', () => {
    expect(isWorthToast(example(1), now)).to.equal(true);
    expect(isWorthToast(example(1, { readAt: noon }), now)).to.equal(false);
    expect(isWorthToast(example(1, { supersededAt: noon }), now)).to.equal(false);
  });

  it("is valid until the server says otherwise, by the server's clock", () => {
    expect(isWorthToast(example(1, { validUntil: noon }), now - 1)).to.equal(true);
    expect(isWorthToast(example(1, { validUntil: noon }), now)).to.equal(false);
  });
});

describe('What was missed', () => {
  const missed = (count: number) => Array.from({ length: count }, (_, index) => example(index + 1));

  it('is shown one by one while it is little', () => {
    expect(chooseToasts(missed(3), now)).to.deep.equal({ shown: missed(3), digest: 0 });
  });

  it('is counted when it is much, with the newest shown', () => {
    const { shown, digest } = chooseToasts(missed(40), now);
    expect(shown.map(({ seq }) => seq)).to.deep.equal([39, 40]);
    expect(digest).to.equal(40);
  });

  it('does not count what is read or no longer true', () => {
    const old = missed(40).map((notification) => ({ ...notification, supersededAt: noon }));
    expect(chooseToasts([...old, example(41)], now)).to.deep.equal({ shown: [example(41)], digest: 0 });
  });
});

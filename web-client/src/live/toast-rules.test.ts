import { expect } from 'chai';
import { exampleNotification as example, exampleWarning } from './example-notification.js';
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

  it('is counted when it is much', () => {
    expect(chooseToasts(missed(40), now)).to.deep.equal({ shown: [], digest: 40 });
  });

  it('never hides a warning that still runs', () => {
    const endsAt = new Date(now + 56_000).toISOString();
    const warning = (seq: number, bookingId: string) =>
      exampleWarning(seq, { bookingId, endsAt }, { validUntil: endsAt });
    const warnings = [warning(41, 'a'), warning(42, 'b')];
    expect(chooseToasts([...missed(40), ...warnings, example(43)], now)).to.deep.equal({
      shown: warnings,
      digest: 41,
    });
    expect(chooseToasts([...missed(3), ...warnings], now).shown).to.have.length(5);
    const over = warnings.map((one) => ({ ...one, validUntil: noon }));
    expect(chooseToasts([...missed(40), ...over], now).shown).to.deep.equal([]);
  });

  it('does not count what is read or no longer true', () => {
    const old = missed(40).map((notification) => ({ ...notification, supersededAt: noon }));
    expect(chooseToasts([...old, example(41)], now)).to.deep.equal({ shown: [example(41)], digest: 0 });
  });
});

import { expect } from 'chai';
import { firstAbort } from './first-abort.js';

describe('The first of several aborts', () => {
  it('aborts with its reason, and later ones change nothing', () => {
    const [one, other] = [new AbortController(), new AbortController()];
    const first = firstAbort([one.signal, other.signal]);
    expect(first.aborted).to.equal(false);
    other.abort('left');
    one.abort('late');
    expect(first.reason).to.equal('left');
  });

  it('may have come before', () => {
    expect(firstAbort([new AbortController().signal, AbortSignal.abort('long ago')]).reason).to.equal(
      'long ago',
    );
  });
});

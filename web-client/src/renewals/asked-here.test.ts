import { expect } from 'chai';
import sinon from 'sinon';
import { askedHere, isAskedHere } from './asked-here.js';

describe('A renewal that was asked for in this tab', () => {
  let time: sinon.SinonFakeTimers;
  beforeEach(() => {
    time = sinon.useFakeTimers();
  });
  afterEach(() => {
    time.restore();
  });

  it('is told by no toast until a while after its answer, whatever that is', async () => {
    const refused = askedHere('a', () => Promise.reject(new Error('taken'))).catch(() => 'refused');
    expect(isAskedHere('a')).to.equal(true);
    expect(isAskedHere('b')).to.equal(false);
    expect(await refused).to.equal('refused');
    time.tick(3_000);
    await askedHere('a', () => Promise.resolve());
    time.tick(4_999);
    expect(isAskedHere('a')).to.equal(true);
    time.tick(1);
    expect(isAskedHere('a')).to.equal(false);
  });
});

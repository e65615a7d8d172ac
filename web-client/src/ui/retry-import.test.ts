import { expect } from 'chai';
import sinon from 'sinon';
import { retryImport } from './retry-import.js';

describe('A part of the client', () => {
  let time: sinon.SinonFakeTimers;
  beforeEach(() => {
    time = sinon.useFakeTimers();
  });
  afterEach(() => {
    time.restore();
  });

  it('is asked for again while the connection is lost', async () => {
    const fetchPart = sinon.stub<[], Promise<string>>().rejects(new Error('no line'));
    fetchPart.onCall(2).resolves('part');
    const part = retryImport(fetchPart);
    await time.tickAsync(1_500);
    expect(await part).to.equal('part');
  });

  it('is given up when it does not come at all', async () => {
    const fetchPart = sinon.stub<[], Promise<string>>().rejects(new Error('gone'));
    const end = retryImport(fetchPart).catch((error: unknown) => error);
    await time.runAllAsync();
    expect(await end).to.have.property('message', 'gone');
    expect(fetchPart.callCount).to.equal(7);
  });
});

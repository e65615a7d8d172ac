import { expect } from 'chai';
import sinon from 'sinon';
import type { Preferences, PreferencesChange } from '../../../contract/api/preferences.js';
import { ApiProblem, Unreachable } from '../http/problem.js';
import { Saving } from './saving.js';

const kept: PreferencesChange = {
  ...{ choices: { a: { email: true, push: true } }, timezone: 'UTC', quietHours: null, digest: 'at_once' },
};
const night = { from: '22:00', to: '07:00', breakThrough: false };
const faultIn = (path: string) =>
  new ApiProblem(
    {
      ...{ type: '', title: '', status: 400, detail: 'no', code: 'invalid_request', requestId: '' },
      errors: [{ path, message: 'is wrong' }],
    },
    undefined,
  );

describe('Saving each change', () => {
  let time: sinon.SinonFakeTimers;
  let send: sinon.SinonStub<[PreferencesChange], Promise<Preferences>>;
  let saving: Saving;
  const sent = () => send.args.map(([body]) => body);

  beforeEach(() => {
    time = sinon.useFakeTimers();
    send = sinon.stub();
    send.callsFake((body) => Promise.resolve(body as Preferences));
    saving = new Saving(kept, send, (answer) => answer);
  });
  afterEach(() => {
    time.restore();
  });

  it('sends everything with each, and says where it was made and that it is kept', async () => {
    saving.change({ digest: 'daily' }, 'digest');
    expect(saving.state.value).to.include({ place: 'digest', status: 'saving' });
    expect(saving.isOpen).to.equal(true);
    await time.runAllAsync();
    expect(sent()).to.deep.equal([{ ...kept, digest: 'daily' }]);
    expect(saving.state.value).to.include({ place: 'digest', status: 'saved' });
    expect(saving.isOpen).to.equal(false);
    saving.change({ timezone: 'Europe/Madrid' }, 'zone');
    await time.runAllAsync();
    expect(sent().at(-1)).to.deep.equal({ ...kept, digest: 'daily', timezone: 'Europe/Madrid' });
  });

  it('has one request at a time, and the next one has all that was chosen meanwhile', async () => {
    let answer: (now: Preferences) => void = () => undefined;
    send.onFirstCall().callsFake(() => new Promise((resolve) => (answer = resolve)));
    saving.change({ digest: 'daily' }, 'digest');
    saving.change({ digest: 'hourly' }, 'digest');
    saving.change({ timezone: 'Europe/Madrid' }, 'zone');
    await time.runAllAsync();
    expect(send.callCount).to.equal(1);
    answer({ ...kept, digest: 'daily' } as Preferences);
    await time.runAllAsync();
    expect(sent().slice(1)).to.deep.equal([{ ...kept, digest: 'hourly', timezone: 'Europe/Madrid' }]);
    expect(saving.state.value.status).to.equal('saved');
  });

  it('waits until nothing more is typed, or the page is left', async () => {
    saving.change({ quietHours: { ...night, from: '02:00' } }, 'quiet', true);
    await time.tickAsync(600);
    saving.change({ quietHours: { ...night, from: '23:00' } }, 'quiet', true);
    await time.tickAsync(600);
    expect(send.callCount).to.equal(0);
    await time.tickAsync(200);
    expect(sent().map(({ quietHours }) => quietHours?.from)).to.deep.equal(['23:00']);
    saving.change({ quietHours: null }, 'quiet', true);
    saving.flush();
    await time.tickAsync(0);
    expect(sent().at(-1)?.quietHours).to.equal(null);
  });

  it('lets what is refused hold up nothing else, and tries it again once it is chosen otherwise', async () => {
    send.onFirstCall().rejects(faultIn('quietHours.from'));
    saving.change({ quietHours: { ...night, from: '' } }, 'quiet');
    await time.runAllAsync();
    expect(saving.state.value.status).to.equal('refused');
    expect([...saving.state.value.refused.keys()]).to.deep.equal(['quietHours']);
    saving.change({ digest: 'daily' }, 'digest');
    await time.runAllAsync();
    expect(sent().at(-1)).to.deep.equal({ ...kept, digest: 'daily' });
    expect(saving.state.value).to.include({ place: 'digest', status: 'saved' });
    expect(saving.isOpen).to.equal(true);
    saving.change({ quietHours: night }, 'quiet');
    expect(saving.state.value.refused.size).to.equal(0);
    await time.runAllAsync();
    expect(sent().at(-1)).to.deep.equal({ ...kept, digest: 'daily', quietHours: night });
    expect(saving.isOpen).to.equal(false);
  });

  it('saves at once what was sent along with what is refused', async () => {
    send.onFirstCall().rejects(faultIn('timezone'));
    saving.change({ timezone: 'Nowhere' }, 'zone', true);
    saving.change({ digest: 'daily' }, 'digest');
    await time.runAllAsync();
    expect(sent().map(({ digest, timezone }) => [digest, timezone])).to.deep.equal([
      ['daily', 'Nowhere'],
      ['daily', 'UTC'],
    ]);
    expect(saving.state.value.status).to.equal('saved');
    expect([...saving.state.value.refused.keys()]).to.deep.equal(['timezone']);
  });

  it('keeps what could not be saved, and stops until it is told to try again', async () => {
    send.onFirstCall().rejects(new Unreachable());
    saving.change({ digest: 'daily' }, 'digest');
    await time.runAllAsync();
    expect(saving.state.value.status).to.equal('failed');
    expect(saving.state.value.failure).to.be.instanceOf(Unreachable);
    expect(saving.isOpen).to.equal(true);
    saving.flush();
    expect(saving.state.value.status).to.equal('saving');
    await time.runAllAsync();
    expect(sent()).to.deep.equal(Array(2).fill({ ...kept, digest: 'daily' }));
    expect(saving.state.value).to.include({ status: 'saved', failure: undefined });
  });
});

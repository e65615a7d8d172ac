import { expect } from 'chai';
import sinon from 'sinon';
import { language } from '../texts/language.js';
import { switchLanguage } from '../texts/texts-in.js';
import { chooseLanguage, followProfile, forgetProfile } from './own-language.js';

describe('The language of a profile', () => {
  const settled = () => new Promise((resolve) => setTimeout(resolve, 5));
  // So that no test waits for files.
  before(() => switchLanguage('es'));
  beforeEach(() => switchLanguage('en'));
  let save: sinon.SinonStub<[language: 'en' | 'es'], Promise<unknown>>;
  beforeEach(() => {
    save = sinon.stub<['en' | 'es'], Promise<unknown>>().resolves();
  });
  afterEach(async () => {
    forgetProfile();
    await switchLanguage('en');
  });

  it('is that of the page as soon as it is known', async () => {
    followProfile({ id: 'ada', language: 'es' }, save);
    await settled();
    expect(language.peek()).to.equal('es');
    expect(save.called).to.equal(false);
  });

  it('does not undo a choice that it does not know of yet', async () => {
    followProfile({ id: 'ada', language: 'en' }, save);
    await chooseLanguage('es', true);
    followProfile({ id: 'ada', language: 'en' }, save);
    await settled();
    expect(language.peek()).to.equal('es');
  });

  it('follows what was chosen on another device', async () => {
    followProfile({ id: 'ada', language: 'en' }, save);
    followProfile({ id: 'ada', language: 'es' }, save);
    await settled();
    expect(language.peek()).to.equal('es');
  });

  it('becomes what was chosen on the sign-in page, once', async () => {
    await chooseLanguage('es', false);
    followProfile({ id: 'ada', language: 'en' }, save);
    await settled();
    expect([language.peek(), save.args]).to.deep.equal(['es', [['es']]]);
    forgetProfile();
    followProfile({ id: 'bob', language: 'en' }, save);
    await settled();
    expect([language.peek(), save.callCount]).to.deep.equal(['en', 1]);
  });
});

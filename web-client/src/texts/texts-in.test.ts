import { expect } from 'chai';
import sinon from 'sinon';
import { language } from './language.js';
import { loadTexts, switchLanguage, textsIn } from './texts-in.js';

const english = { hello: 'Hello', slots: (count: number) => `${count} slots` };
const spanish = { hello: 'Hola', slots: (count: number) => `${count} plazas` };

describe('The texts of a feature', () => {
  afterEach(() => switchLanguage('en'));

  it('are in English at once, and in another language when all of its texts are there', async () => {
    let arrive: (part: { texts: typeof spanish }) => void = () => undefined;
    const slow = textsIn(english, { es: () => new Promise((resolve) => (arrive = resolve)) });
    const fast = textsIn(english, { es: () => Promise.resolve({ texts: spanish }) });
    const switched = switchLanguage('es');
    await Promise.resolve();
    expect([slow.value.hello, fast.value.hello, language.value]).to.deep.equal(['Hello', 'Hello', 'en']);
    arrive({ texts: spanish });
    await switched;
    expect([slow.value.hello, fast.value.slots(2), language.value]).to.deep.equal(['Hola', '2 plazas', 'es']);
  });

  it('are loaded with the code that comes later, and once', async () => {
    const load = sinon.stub().resolves({ texts: spanish });
    await switchLanguage('es');
    const late = textsIn(english, { es: load });
    await loadTexts();
    await loadTexts();
    expect(late.value.hello).to.equal('Hola');
    await switchLanguage('en');
    expect(late.value.hello).to.equal('Hello');
    await switchLanguage('es');
    expect(load.callCount).to.equal(1);
  });

  it('stay in the language that is there while the other one cannot be loaded', async () => {
    const load = sinon.stub().rejects(new Error('no line'));
    const texts = textsIn(english, { es: load });
    const failure = await switchLanguage('es').catch((error: unknown) => error);
    expect(failure).to.have.property('message', 'no line');
    expect([texts.value.hello, language.value]).to.deep.equal(['Hello', 'en']);
    await loadTexts();
    load.resolves({ texts: spanish });
    await switchLanguage('es');
    expect(texts.value.hello).to.equal('Hola');
  });

  it('are in the language that was chosen last, whichever arrives first', async () => {
    let arrive: (part: { texts: typeof spanish }) => void = () => undefined;
    const texts = textsIn(english, { es: () => new Promise((resolve) => (arrive = resolve)) });
    const first = switchLanguage('es');
    await switchLanguage('en');
    arrive({ texts: spanish });
    await first;
    expect([texts.value.hello, language.value]).to.deep.equal(['Hello', 'en']);
  });
});

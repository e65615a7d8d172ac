import { expect } from 'chai';
import { returnPath, signInPath } from './return-path.js';

const origin = 'https://parkmate.test';

describe('The way back after signing in', () => {
  it('leads to where somebody came from', () => {
    const { searchParams } = new URL(signInPath('/lots/1?slot=a&b'), origin);
    expect(returnPath(searchParams.get('to') ?? undefined, origin)).to.equal('/lots/1?slot=a&b');
  });

  it('never leads away from this server, nor in a circle', () => {
    for (const to of [
      undefined,
      '',
      'https://evil.test/',
      '//evil.test/',
      '/\\evil.test/',
      'javascript:alert(1)',
      '/\t/evil.test',
      '/sign-in?to=/sign-in',
      '//',
    ]) {
      expect(returnPath(to, origin), to).to.equal('/');
    }
  });
});

import { expect } from 'chai';
import { showError } from './show-error.js';

describe('An error as operators see it', () => {
  it('has no secret and no address, nor half of one at its end', () => {
    for (const secret of ['redis://u:hunter2hunter2@host', 'ann.of.a.long.name@example.test'])
      for (const at of [480, 485, 490, 495]) {
        const shown = showError(`${'x'.repeat(at)} ${secret} and more`);
        expect(shown, String(at)).to.not.contain('hunter').and.not.contain('ann');
        expect(shown).to.have.length.at.most(500);
      }
  });

  it('is null where there is none', () => {
    expect(showError(undefined)).to.equal(null);
  });
});

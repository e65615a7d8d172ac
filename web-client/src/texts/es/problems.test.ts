import { expect } from 'chai';
import { statusOf } from '../../../../api/http/statuses.js';
import { weaknessOf } from '../../../../contract/password-strength.js';
import { problemTexts } from '../en/problems.js';
import { byCode, texts } from './problems.js';

describe('Problems in Spanish', () => {
  it('have words for each code of the server', () => {
    expect(Object.keys(statusOf).filter((code) => byCode[code] === undefined)).to.deep.equal([]);
  });

  it('say something of a code that is newer than the page', () => {
    const answer = { type: '', title: '', status: 409, detail: 'In English.', code: 'newer', requestId: '' };
    expect(texts.answer(answer)).to.equal('ParkMate no pudo hacerlo.');
    expect(problemTexts.answer(answer)).to.equal('In English.');
  });

  it('say why a password is refused', () => {
    const weak = [
      '          ',
      '1234567890',
      'aaaaaaaaaa',
      'abcdefghij',
      'passwordpassword',
      'Ada Lovelace 1',
    ];
    const said = weak.map((password) => {
      const message = weaknessOf(password, { name: 'Ada Lovelace' });
      return texts.field({ path: 'password', message: message ?? 'it is good' });
    });
    expect(new Set(said)).to.have.lengthOf(weak.length);
    expect(said).to.not.include('Este valor no es válido.');
  });

  it('say the bounds of a field, of its length as such', () => {
    const path = 'name';
    expect(texts.field({ path, message: 'must be at least 5', atLeast: 5 })).to.equal('Debe ser al menos 5.');
    expect(texts.field({ path, message: 'must have at most 100 characters', atMost: 100 })).to.equal(
      'Puede tener hasta 100 caracteres.',
    );
  });
});

import { expect } from 'chai';
import { assertUnique } from './mount.js';
import { route } from '../http/route.js';

const get = (path: string) =>
  route({
    method: 'get',
    path,
    tag: 'Test',
    summary: 'Test',
    who: 'anybody',
    answer: { status: 204 },
    problems: [],
    handle: () => undefined,
  });

describe('mounting', () => {
  it('fails when one call is declared twice, whatever its parameter is called', () => {
    expect(() => {
      assertUnique([get('/a/:id'), get('/a/b'), get('/b/:id')]);
    }).not.to.throw();
    expect(() => {
      assertUnique([get('/a/:id'), get('/a/:other')]);
    }).to.throw('GET /a/:id is declared twice');
  });
});

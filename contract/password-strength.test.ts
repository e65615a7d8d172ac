import { expect } from 'chai';
import { newAccount, registerBody } from './api/accounts.js';

const person = { email: 'grace.hopper@navy.example', name: 'Grace Hopper', role: 'user' as const };
const problemsOf = (password: string) =>
  registerBody
    .safeParse({ ...person, password })
    .error?.issues.map(({ path, message }) => ({ path, message })) ?? [];

const weak: Record<string, string[]> = {
  'spaces alone': [' '.repeat(10), '\t'.repeat(12), '\u00a0'.repeat(10), '\u3000'.repeat(20)],
  'digits alone': [
    '1234567890',
    '8316407529',
    '٠١٢٣٤٥٦٧٨٩',
    '１２３４５６７８９０',
    '2026-11-26 02:49',
    '+49 30 1234567',
  ],
  'few characters': [
    'aaaaaaaaaa',
    'abababababab',
    'abc'.repeat(5),
    'aaaaaaaaab',
    'é'.repeat(30),
    '!?!?!?!?!?',
  ],
  'characters in a row': ['abcdefghij', 'zyxwvutsrqp', 'abcdefghijklmno'],
  'what is tried first': [
    'qwertyuiop',
    'QWERTYuiop',
    'password12',
    'Password1234',
    'passwordpassword',
    'iloveyou2026',
    '1q2w3e4r5t',
    'letmeinletmein',
    'changeme123',
    'changeme-changeme',
  ],
  'what the person is known by': [
    'grace.hopper@navy.example',
    'Grace.Hopper',
    'gracehopper',
    'GraceHopper1',
    'hoppergrace2026',
    'navy.example1',
    'parkmate123',
    'parkmateparkmate',
    'ParkMate2026!',
    'Grace-ParkMate',
  ],
  'the name of this service, made longer': [
    ...[
      'parkmate-demo',
      'ParkMate Demo 1',
      'parkmate_test',
      'demo-parkmate',
      'my-parkmate-password',
      'parkmate.app!!!',
    ],
    ...['parkmate-user', 'owner@parkmate', 'parkmate-x-y-z', 'testparkmatetest'],
  ],
};

const good = [
  'parkmate for seven bicycles',
  'correct horse',
  'correct horse battery',
  'long enough to pass',
  'tr0ub4dor&3x',
  '$%&/()=?!§+#',
  'пароль для гаража',
  'ein-Haus-am-See',
  '駐車場の鍵は秘密だよ本当',
  'graceful parking since 1998',
];

describe('A new password', () => {
  for (const [kind, passwords] of Object.entries(weak)) {
    it(`is refused when it is ${kind}, with a word about why`, () => {
      for (const password of passwords) {
        const problems = problemsOf(password);
        expect(problems, password).to.have.lengthOf(1);
        expect(problems[0]?.path, password).to.deep.equal(['password']);
        expect(problems[0]?.message).to.match(/^(must|is) /);
      }
    });
  }

  it('is taken when nobody would try it first', () => {
    for (const password of good) expect(problemsOf(password), password).to.deep.equal([]);
  });

  it('is the same on keyboards that write the same characters in another way', () => {
    const [composed, decomposed] = ['caf\u00e9 am \ufb01luss', 'cafe\u0301 am fi\u006cuss'].map(
      (password) => registerBody.parse({ ...person, password }).password,
    );
    expect(composed).to.equal(decomposed);
  });

  it('has its length counted as it is kept', () => {
    expect(problemsOf('abe\u0301ced')).to.deep.equal(problemsOf('abéced'));
    expect(problemsOf('ab\ufdfa')).to.deep.equal([]);
    expect(problemsOf('ab\ufdfa'.repeat(20))).to.have.lengthOf(1);
    expect(problemsOf('a\0bcdefghijkl')).to.have.lengthOf(1);
  });

  it('has the same rules where accounts of any role are made', () => {
    for (const password of Object.values(weak).flat())
      expect(newAccount.safeParse({ ...person, role: 'admin', password }).success, password).to.equal(false);
  });
});

import { expect } from 'chai';
import pg from 'pg';
import { databaseAddress, databaseUrlProblem } from './url.js';

const good: Record<string, object> = {
  'postgres://u:p@h:5433/d': { user: 'u', password: 'p', host: 'h', port: 5433, database: 'd' },
  'postgresql://h': { host: 'h' },
  'postgres:///d?host=/var/run/postgresql': { host: '/var/run/postgresql', database: 'd' },
  'postgres://u@%2Fvar%2Frun%2Fpostgresql/d': { user: 'u', host: '/var/run/postgresql', database: 'd' },
  'postgres://%2Ftmp:5433/d': { host: '/tmp', port: 5433, database: 'd' },
  'postgres://u:p@/d?host=/tmp&port=5433': {
    user: 'u',
    password: 'p',
    host: '/tmp',
    port: 5433,
    database: 'd',
  },
  'socket:/var/run/postgresql?db=d': { host: '/var/run/postgresql', database: 'd' },
  'socket://u:p%40@/tmp?db=d': { user: 'u', password: 'p@', host: '/tmp', database: 'd' },
  'postgres://u:p@[::1]:5433/d': { user: 'u', password: 'p', host: '::1', port: 5433, database: 'd' },
  'postgres://u%40x:%23%25%40%2F%3F%20%3A@h/a%2Fb%23c%2541': {
    ...{ user: 'u@x', password: '#%@/? :', host: 'h', database: 'a/b#c%41' },
  },
  'postgres://u:p:q+r&s;t=u!$*()[]^|é@h/d': {
    user: 'u',
    password: 'p:q+r&s;t=u!$*()[]^|é',
    host: 'h',
    database: 'd',
  },
  'postgres://h/?user=a@b&dbname=x%20y&application_name=z': {
    ...{ host: 'h', user: 'a@b', database: 'x y', application_name: 'z' },
  },
  'postgres://u:p@h/d?sslmode=disable': { user: 'u', password: 'p', host: 'h', database: 'd', ssl: false },
  'postgres://u:p@h/d?sslmode=no-verify': {
    ...{ user: 'u', password: 'p', host: 'h', database: 'd', ssl: { rejectUnauthorized: false } },
  },
};

const rawPasswords = [
  'p#s',
  'p%s',
  'p%',
  'p%zz',
  'p@s',
  '@',
  'p/s',
  '1/s',
  '/',
  'p?s',
  '1?s',
  '?',
  'p s',
  'p\ts',
  ' ',
  'a@b#c/d?e%',
  '%ff',
];

describe('DATABASE_URL', () => {
  for (const [url, address] of Object.entries(good)) {
    it(`is understood as ${url}`, () => {
      expect(databaseUrlProblem(url)).to.equal(undefined);
      expect(databaseAddress(url)).to.deep.equal(address);
    });
  }

  for (const password of rawPasswords) {
    it(`is refused with the password ${JSON.stringify(password)} in it, without repeating it`, () => {
      const problem = databaseUrlProblem(`postgres://someone:secret${password}secret@there/stock`) ?? '';
      expect(problem).to.match(/password.*%23.*%25.*%2F.*%3F.*%40.*%20/);
      expect(problem).not.to.match(/secret|someone|there\/|stock/);
    });
  }

  it('is refused when it is none, names several hosts, or asks for what nobody has', () => {
    for (const [url, words] of [
      ['http://h/d', 'postgres:// or postgresql://'],
      ['host=h dbname=d', 'postgres:// or postgresql://'],
      ['postgres:h', 'postgres:// or postgresql://'],
      ['postgres://a:1,b:2/d', 'one host'],
      ['postgres:///d?host=a,b', 'one host'],
      ['postgres://h/d?sslmode=requird', 'sslmode'],
      ['postgres://h/d?sslrootcert=/nowhere/ca.pem', '/nowhere/ca.pem'],
      ['postgres://h/d?port=x', 'port'],
      ['postgres://u:p@h:99999/d', 'not a URL'],
      ['postgres://h/d?port=99999', '65535'],
      ['postgres://h:0/d', '65535'],
      ['postgres://', 'no host'],
      ['postgres:///d', 'no host'],
      ['postgres://u:p@/d', 'no host'],
    ] as const) {
      expect(databaseUrlProblem(url), url).to.contain(words);
    }
  });

  it('may leave the host to PGHOST', () => {
    process.env.PGHOST = 'h';
    try {
      expect(databaseUrlProblem('postgres:///d')).to.equal(undefined);
    } finally {
      delete process.env.PGHOST;
    }
  });

  it('means to the driver what it says', () => {
    const client = new pg.Client(databaseAddress('postgres://u:%2F%40@%2Frun%2Fpg:6000/a%2Fb'));
    expect(client).to.include({ user: 'u', password: '/@', host: '/run/pg', port: 6000, database: 'a/b' });
  });
});

import { expect } from 'chai';
import { masked, maskText } from './mask.js';
import { hereMs } from '../../dev/tests/machine.js';

const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';
const roomy = 8_000;

/** Milliseconds of this process alone, so that a busy machine makes no difference. */
function cpuMsOf(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

describe('Masking a text', () => {
  for (const [secret, text, shown] of [
    ['hunter2', 'connect to postgres://parkmate:hunter2@db/parkmate failed', 'postgres://parkmate:***@db'],
    ['hunter2', 'redis://:hunter2@one:6379,redis://:hunter2@two:6379', 'redis://:***@two:6379'],
    ['2@3', 'at amqp://a:hunter2@3@host', 'amqp://a:***@host'],
    ['hunter2', 'http://proxy/x?to=postgres://parkmate:hunter2@db', 'postgres://parkmate:***@db'],
    ['c2lnb', `refused ${jwt}`, 'refused ***'],
    ['c2lnb', `/api/x/token-${jwt}/y`, '/api/x/token-***/y'],
    ['c2lnb', `${'eyJ-'.repeat(100)}${jwt}`, '***'],
    ['abc.def', 'sent Bearer abc.def', 'sent Bearer ***'],
    ['abc.def', 'authorization: bearer   abc.def', 'bearer ***'],
  ] as const) {
    it(`hides what is secret in ${text.slice(0, 60)}`, () => {
      expect(maskText(text)).to.contain(shown);
      expect(maskText(text)).not.to.contain(secret);
      // Also where it stands behind more than a line has room for.
      for (const length of [2_990, 60_000, 65_530]) {
        const hidden = `${'x '.repeat(length / 2)}${text}`;
        expect(JSON.stringify(masked(hidden, roomy)), `behind ${length}`).not.to.contain(secret);
      }
    });
  }

  it('leaves everything else as it is', () => {
    for (const text of [
      'GET /api/lots took 3 ms',
      'http://127.0.0.1:3000/readyz',
      'ada@example.test',
      'a@b http://c:d',
      'eyJ.a',
      '',
    ])
      expect(maskText(text)).to.equal(text);
  });

  it('takes time in proportion to its length, whatever strangers write', () => {
    for (const part of [
      ...['a', 'a:', '://', 'a://', 'a://a:', 'a://a:a', 'a://@', '@', 'a@', ' ', '\t@', '-', '.'],
      ...[
        'eyJ',
        'eyJ-',
        'eyJa.',
        '-eyJa.a',
        'Bearer',
        'Bearer ',
        'Bearer\t\t\t',
        'é',
        '\u{1f697}',
        'eyJ.@://a:',
      ],
    ]) {
      const text = part.repeat(60_000 / part.length);
      for (const whole of [text, `/${text}\n`, `${text}!`]) {
        expect(
          cpuMsOf(() => maskText(whole)),
          JSON.stringify(part),
        ).to.be.below(hereMs(100));
      }
    }
  });
});

describe('Masking what a line of the log holds', () => {
  const sizeOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

  it('keeps small things whole', () => {
    const fields = { message: 'answered', status: 404, at: new Date(0), list: [1, 'two', { three: null }] };
    expect(masked(fields, roomy)).to.deep.equal(fields);
  });

  const wide = Object.fromEntries(Array.from({ length: 100_000 }, (_, n) => [`key${n}`, n]));
  const bush = (depth: number): unknown =>
    Array.from({ length: 60 }, () => (depth ? bush(depth - 1) : 'leaf'));
  const ring: Record<string, unknown> = {};
  ring.self = ring;
  for (const [name, value] of Object.entries<unknown>({
    'a long text': 'x'.repeat(1_000_000),
    'a text of control characters': '\u0001'.repeat(100_000),
    'a text of wide characters': '\u{1f697}'.repeat(100_000),
    'many fields': wide,
    'long names': { ['n'.repeat(100_000)]: 1, ['o'.repeat(100_000)]: 2 },
    'a long list': Array.from({ length: 1_000_000 }, () => 'item'),
    'lists of lists': bush(3),
    'what holds itself': ring,
    'a large error': Object.assign(new Error('e'.repeat(100_000)), { name: 'n'.repeat(100_000) }),
    'many large errors': Array.from({ length: 50 }, () =>
      Object.assign(new Error('e'.repeat(100_000)), { stack: 'at x' }),
    ),
    'a big integer': { n: 10n ** 9_000n },
  })) {
    it(`keeps ${name} within its bound, and quickly`, () => {
      let copy: unknown;
      expect(cpuMsOf(() => (copy = masked({ message: 'hello', value }, roomy)))).to.be.below(hereMs(300));
      expect(sizeOf(copy)).to.be.below(roomy + 400);
      expect(copy).to.include({ message: 'hello' });
    });
  }

  it('says that it has cut', () => {
    expect(masked('x'.repeat(5_000), roomy)).to.match(/^x{3000}… \(5000 characters\)$/);
    expect(masked('x'.repeat(100_000), roomy)).to.equal('… (100000 characters)');
    expect(
      masked(
        Array.from({ length: 60 }, () => 1),
        roomy,
      ),
    ).to.deep.include('… 60 in all');
  });

  it('lets no half of a secret stay at the place where it cuts', () => {
    for (let before = 2_900; before < 3_010; before++) {
      const line = JSON.stringify(
        masked(`${'x'.repeat(before)} Bearer ${jwt} postgres://a:hunter2@b`, roomy),
      );
      expect(line, String(before)).not.to.match(/eyJ|hunter/);
    }
    for (let before = 65_400; before < 65_540; before++) {
      // Masking the first one makes the text short enough to show what comes behind.
      const line = JSON.stringify(
        masked(`Bearer ${'x'.repeat(before)} ${jwt} postgres://a:hunter2@b`, roomy),
      );
      expect(line, String(before)).not.to.match(/eyJ|hunter/);
    }
  });
});

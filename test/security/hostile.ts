import fc from 'fast-check';

/** Text that has broken servers before. */
const infamous = [
  ...['', ' ', '\0', 'a\0b', '\n', '\r\nX: y', '\u2028', '\u202e', '\ud800', '\udfff\ud800', '\ufeff', '𝕏'],
  ...["' OR 1=1 --", '"; DROP TABLE users; --', '${7*7}', '{{7*7}}', '%00', '%s%n', '../../etc/passwd', '\\'],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'null',
    'undefined',
    'NaN',
    'true',
    '[object Object]',
    '-0',
    '1e400',
  ],
  ...['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff', '2026-02-30T25:61:61Z'],
  ...['x'.repeat(300), '9'.repeat(400), '<script>alert(1)</script>', 'İ', 'ǅ', 'ﬁ'],
];

/** What databases, logs and encodings choke on most. */
const worst = ['a\0b', '\0', 'x\ud800', 'a\nb', '', ' ', 'x'.repeat(300)];

export const hostileText = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...worst) },
  fc.constantFrom(...infamous),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

const hostileNumber = fc.oneof(
  fc.constantFrom(
    -1,
    0,
    -0,
    0.5,
    1e21,
    1e308,
    -1e308,
    2 ** 31 - 1,
    2 ** 31,
    2 ** 32,
    2 ** 53 - 1,
    2 ** 53,
    2 ** 63,
  ),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

/** Any JSON value, of those that hurt. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: hostileText },
  { weight: 3, arbitrary: hostileNumber },
  fc.constantFrom(null, true, false, [], {}, [[]], [null]),
  fc.array(hostileText, { maxLength: 3 }),
  fc.dictionary(fc.oneof(hostileText, fc.constantFrom('$gt', 'length', 'then', 'toJSON')), hostileNumber, {
    maxKeys: 3,
  }),
  fc.jsonValue({ maxDepth: 3 }),
);

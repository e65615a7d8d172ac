import fc from 'fast-check';
import { hostileText } from './hostile.js';

/** What Node lets pass into a header. */
const headerText = fc
  .oneof(hostileText, fc.constantFrom('x'.repeat(4_000), 'é'.repeat(200), 'a,b;c=d', '"'))
  .map((text) => text.replace(/[^\t\x20-\x7e\x80-\xff]/g, '').trim());

const cookies = headerText.map((text) => `parkmate_refresh=${text}`);
const types = fc.constantFrom(
  ...[
    'text/plain',
    'application/json; charset=utf-16',
    'application/json;;',
    'application/x-www-form-urlencoded',
  ],
  ...[
    'multipart/form-data',
    'application/json; charset="',
    '*/*',
    '/',
    'APPLICATION/JSON',
    'application/problem+json',
  ],
);

const headers: fc.Arbitrary<Record<string, string>> = fc.record(
  {
    'idempotency-key': fc.oneof(
      fc.constantFrom('a', 'b', 'x'.repeat(200), 'x'.repeat(201)),
      fc.uuid(),
      headerText,
    ),
    authorization: fc.oneof(
      headerText,
      headerText.map((text) => `Bearer ${text}`),
      fc.constantFrom('Bearer a.b.c', 'Bearer'),
    ),
    'content-type': fc.oneof(types, headerText),
    'content-encoding': fc.constantFrom('gzip', 'deflate', 'br', 'identity', 'x', ''),
    cookie: fc.oneof(
      headerText,
      cookies,
      fc.constantFrom('parkmate_refresh=%', 'a'.repeat(6_000), '; ;=; ='),
    ),
    origin: fc.oneof(headerText, fc.constantFrom('null', 'https://evil.example')),
    'x-forwarded-for': fc.oneof(headerText, fc.constantFrom('1.2.3.4, ::1', '999.999.999.999', '[::1]:x')),
    'x-giant': fc.constant('x'.repeat(8_000)),
    'x-request-id': headerText,
    'x-http-method-override': fc.constantFrom('DELETE', 'TRACE'),
    accept: fc.oneof(headerText, fc.constant('text/html')),
    host: fc.constantFrom('evil.example', 'x:99999', '['),
    'if-none-match': fc.constantFrom('*', 'W/"x"'),
    range: fc.constant('bytes=0-1'),
  },
  { requiredKeys: [] },
);

/** None mostly, or up to two that somebody may have tampered with. */
export const fewHeaders: fc.Arbitrary<Record<string, string>> = fc.oneof(
  { weight: 8, arbitrary: fc.constant({}) },
  fc.tuple(headers, fc.nat()).map(([all, start]) => {
    const entries = Object.entries(all);
    return Object.fromEntries(
      [...entries, ...entries].slice(start % Math.max(entries.length, 1)).slice(0, 2),
    );
  }),
);

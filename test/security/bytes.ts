import { once } from 'node:events';
import net from 'node:net';
import fc from 'fast-check';
import { hostileText } from './hostile.js';

const asBytes = (text: string) => Buffer.from(text, 'latin1');

const lines = [
  ...[
    'GET / HTTP/1.1',
    'GET /api/lots HTTP/1.1',
    'POST /api/auth/login HTTP/1.1',
    'GET  HTTP/1.1',
    'X / HTTP/9.9',
  ],
  ...['CONNECT evil.example:443 HTTP/1.1', 'OPTIONS * HTTP/1.1', 'GET http://evil.example/api/me HTTP/1.0'],
  ...[
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
    'GET /socket.io/?EIO=3&transport=polling HTTP/1.1',
  ],
  ...['GET //api//lots HTTP/1.1', 'GET /api/lots\\..\\x HTTP/1.1', 'GET /\x00 HTTP/1.1', 'PRI * HTTP/2.0'],
];
const fields = [
  ...[
    'Host: x',
    'Host: ',
    'Content-Length: 5',
    'Content-Length: -1',
    'Content-Length: 5, 5',
    'Content-Length: 99999999999',
  ],
  ...[
    'Transfer-Encoding: chunked',
    'Transfer-Encoding: chunked, chunked',
    'Transfer-Encoding: x',
    'Expect: x',
  ],
  ...[
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Key: x',
    'Sec-WebSocket-Version: 13',
    'Connection: close',
  ],
  ...['Content-Type: application/json', ': x', 'X', ' folded', 'A:\x00', `X: ${'x'.repeat(20_000)}`],
];

/** What is nearly HTTP. */
export const bytes: fc.Arbitrary<Buffer> = fc.oneof(
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((data) => Buffer.from(data)) },
  {
    weight: 6,
    arbitrary: fc
      .record({
        line: fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...lines) }, hostileText),
        fields: fc.array(fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...fields) }, hostileText), {
          maxLength: 6,
        }),
        body: fc.oneof(
          fc.constantFrom('', '{"a"', '5\r\nhello\r\n0\r\n\r\n', 'ZZ\r\n', '-1\r\n'),
          hostileText,
        ),
      })
      .map(({ line, fields, body }) => asBytes([line, ...fields, '', body].join('\r\n'))),
  },
);

/** Says these bytes to a server and no more. @returns what it answers before it hangs up. */
export async function say(url: string, data: Buffer): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = net.connect({ host: hostname, port: Number(port) });
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  // A server may hang up while it is still being spoken to.
  socket.on('error', () => undefined);
  const closed = once(socket, 'close');
  socket.end(data);
  await closed;
  return Buffer.concat(chunks).toString('latin1');
}

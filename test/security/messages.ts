import fc from 'fast-check';
import { hostileText, hostileValue } from './hostile.js';

/** What a client sends: an event, with or without asking for an answer, or a packet as it travels. */
export type Message = { event: string; args: unknown[]; asks: boolean } | { packet: string | Buffer };

export interface Conversation {
  namespace: string;
  auth: Record<string, unknown>;
  /** Whose token goes with it, unless `auth` brings one. */
  as: string;
  headers: Record<string, string>;
  query: Record<string, string>;
  messages: Message[];
}

const cursor = fc.oneof(fc.nat(), fc.maxSafeInteger(), hostileValue);
const position = fc.record(
  { cursor, epoch: fc.oneof(fc.stringMatching(/^[0-9a-f]{0,70}$/), hostileValue) },
  { requiredKeys: [] },
);

const argument = fc.oneof(
  position,
  hostileValue,
  fc.record({ token: hostileValue }),
  fc.record({ seq: cursor }),
  fc.uint8Array({ maxLength: 20 }).map((data) => Buffer.from(data)),
);

const packets = [
  ...[
    '',
    '0',
    '0{}',
    '0/dashboard,{}',
    '0/nowhere,',
    '0/,null',
    '1/dashboard,',
    '2',
    '2[]',
    '2{}',
    '2null',
    '2[1]',
  ],
  ...[
    '2["sync"',
    '2["error"]',
    '2["error",{"a":1}]',
    '2["connection"]',
    '2["newListener"]',
    '2["disconnecting"]',
  ],
  ...[
    '2["__proto__"]',
    '2["sync",{"cursor":1}]',
    '20["sync"]',
    '2-1["sync"]',
    '299999999999999999999["sync",{}]',
  ],
  ...[
    '3',
    '30[]',
    '3999["x"]',
    '4',
    '4{}',
    '4"x"',
    '51-["sync",{"_placeholder":true,"num":0}]',
    '5-["x"]',
    '59-["x"]',
  ],
  ...[
    '51-["sync",{"_placeholder":true,"num":-1}]',
    '61-1[{"_placeholder":true,"num":"x"}]',
    '7',
    '9',
    'x',
    '2/dashboard,["x"]',
  ],
  ...[`2["sync",${'['.repeat(5_000)}`, `2["${'x'.repeat(20_000)}"]`],
];

const event: fc.Arbitrary<Message> = fc.record({
  event: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('sync', 'auth', 'shown') },
    fc.constantFrom('error', 'join', 'then'),
    hostileText,
  ),
  args: fc.oneof({ weight: 3, arbitrary: fc.tuple(argument) }, fc.array(argument, { maxLength: 3 })),
  asks: fc.boolean(),
});

const packet: fc.Arbitrary<Message> = fc.record({
  packet: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom<string | Buffer>(...packets) },
    hostileText,
    fc.uint8Array({ maxLength: 40 }).map((data) => Buffer.from(data)),
  ),
});

/** Who leaves a namespace is not told so, and would wait for answers in vain. */
const leaves = (message: Message) => 'packet' in message && /^1(?!\/)/.test(message.packet.toString());

/** A client that comes in more or less right, and then says strange things. Few enough that all are listened to. */
export const conversationOf = (callers: string[]): fc.Arbitrary<Conversation> =>
  fc.record({
    namespace: fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom('/', '/', '/dashboard') },
      fc.constantFrom('/x', '/__proto__'),
    ),
    auth: fc.oneof(
      { weight: 4, arbitrary: position },
      fc.record({ token: hostileValue }),
      fc.dictionary(hostileText, hostileValue, { maxKeys: 3 }),
    ),
    as: fc.constantFrom(...callers),
    headers: fc.oneof(
      { weight: 9, arbitrary: fc.constant({}) },
      fc.constant({ origin: 'https://evil.example' }),
    ),
    query: fc.oneof(
      { weight: 5, arbitrary: fc.constant({}) },
      fc.dictionary(fc.constantFrom('token', 'EIO', 'x'), hostileText),
    ),
    // Most packets that are wrong end the conversation.
    messages: fc.oneof(
      fc.array(event, { maxLength: 12 }),
      fc.array(
        fc.oneof(
          event,
          packet.filter((message) => !leaves(message)),
        ),
        { maxLength: 6 },
      ),
    ),
  });

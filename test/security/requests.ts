import fc from 'fast-check';
import { kindOf } from './belongings.js';
import { brokenBody, idOf, valueOf, type IdsOf } from './bodies.js';
import { fewHeaders } from './headers.js';
import { hostileText } from './hostile.js';
import type { Operation } from './operations.js';
import type { World } from './world.js';

/** A request as plain data, so that a failure can be read and sent again. */
export interface FuzzedRequest {
  call: string;
  method: string;
  path: string;
  /** The name of the caller whose token goes with it, unless a header says otherwise. */
  as: string | undefined;
  headers: Record<string, string>;
  body: string | undefined;
}

const asAddress = (text: string) => encodeURIComponent(Buffer.from(text).toString());

const hostileSegment = fc.oneof(
  hostileText.map((text) => asAddress(text) || '%20'),
  fc.constantFrom(
    '%',
    '%00',
    '%zz',
    '%E0%A4%A',
    '..',
    '.',
    '%2e%2e%2f',
    ';',
    '{id}',
    ':id',
    '*',
    '%F0%9F%92%A9',
  ),
);

function pathOf({ path }: Operation, idsOf: IdsOf): fc.Arbitrary<string> {
  const kind = kindOf(path);
  if (kind === undefined) return fc.constant(`/api${path}`);
  const segment = fc.oneof({ weight: 6, arbitrary: idOf(idsOf(kind)) }, hostileSegment);
  return segment.map((id) => `/api${path.replace(/\{[^}]+\}/, () => id)}`);
}

function queryOf({ parameters }: Operation, idsOf: IdsOf): fc.Arbitrary<string> {
  const declared = parameters
    .filter((parameter) => parameter.in === 'query')
    .map(({ name, schema }) =>
      fc
        .oneof({ weight: 3, arbitrary: valueOf(name, schema, idsOf) }, hostileText)
        .map((value) => `${name}=${asAddress(String(value))}`),
    );
  const undeclared = fc.oneof(
    fc.tuple(hostileText, hostileText).map(([name, value]) => `${asAddress(name)}=${asAddress(value)}`),
    fc.constantFrom(
      'limit[]=1',
      'limit=1&limit=2',
      '__proto__[x]=1',
      '&&==&',
      '%',
      '?',
      'cursor[a][b]=c',
      '#',
    ),
  );
  const parts = fc.subarray(declared).chain((chosen) => fc.tuple(...chosen));
  return fc
    .oneof(
      { weight: 11, arbitrary: parts },
      fc.tuple(parts, undeclared).map(([right, wrong]) => [...right, wrong]),
    )
    .map((all) => (all.length > 0 ? `?${all.join('&')}` : ''));
}

const unreadable = fc.oneof(
  hostileText,
  fc.json().map((text) => text.slice(0, -1)),
  fc.constantFrom(
    '[',
    '{"a":1,"a":',
    '[]',
    '""',
    '1',
    'null',
    '{"name":"x","name":"y"}',
    '\ufeff{}',
    '{"a":NaN}',
  ),
  fc.constantFrom(
    '['.repeat(30_000),
    '{"a":'.repeat(10_000),
    `{"name":"${'x'.repeat(70_000)}"}`,
    ' '.repeat(65_537),
  ),
);

function bodyOf({ body, method }: Operation, idsOf: IdsOf): fc.Arbitrary<string | undefined> {
  const right = body ? valueOf('', body, idsOf) : fc.constant({});
  const asText = (value: unknown) => JSON.stringify(value);
  const nothing = fc.constant(undefined);
  if (method === 'GET') return fc.oneof({ weight: 9, arbitrary: nothing }, unreadable);
  return fc.oneof(
    { weight: 5, arbitrary: right.map(asText) },
    { weight: 5, arbitrary: brokenBody(right).map(asText) },
    unreadable,
    nothing,
  );
}

/** What generated requests may name. */
export interface Stage {
  world: World;
  idsOf: IdsOf;
  cookies: string[];
}

/** A request to one of these operations, wrong in few enough places to get past the first checks. */
export function requestOf(operations: Operation[], stage: Stage): fc.Arbitrary<FuzzedRequest> {
  const { idsOf, cookies } = stage;
  const { callers } = stage.world;
  const session = fc.constantFrom({}, ...cookies.map((cookie) => ({ cookie })));

  const requestTo = (operation: Operation) => {
    const { call, method, path, who } = operation;
    const welcome = callers
      .filter(({ role }) => who === 'anybody' || who.includes(role))
      .map(({ name }) => name);
    const strange = fc.constantFrom('PUT', 'OPTIONS', 'TRACE', 'PATCH');
    return fc.record({
      call: fc.constant(call),
      method: fc.oneof({ weight: 30, arbitrary: fc.constant(method) }, strange),
      path: fc.tuple(pathOf(operation, idsOf), queryOf(operation, idsOf)).map((parts) => parts.join('')),
      as: fc.oneof(
        { weight: 8, arbitrary: fc.constantFrom(...welcome) },
        fc.constantFrom(undefined, ...callers.map(({ name }) => name)),
      ),
      headers: path.startsWith('/auth/')
        ? fc.tuple(session, fewHeaders).map(([cookie, others]) => ({ ...cookie, ...others }))
        : fewHeaders,
      body: bodyOf(operation, idsOf),
    });
  };
  // Bodies have the most ways to be wrong.
  return fc.oneof(
    ...operations.map((operation) => ({ weight: operation.body ? 2 : 1, arbitrary: requestTo(operation) })),
  );
}

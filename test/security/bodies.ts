import fc from 'fast-check';
import { referenceOf, type Kind } from './belongings.js';
import { isUuid, wellKnown } from './example-body.js';
import { hostileText, hostileValue } from './hostile.js';
import type { Schema } from './operations.js';

export type IdsOf = (kind: Kind) => string[];

/** What the schema allows, up to its very edges. */
export function valueOf(name: string, schema: Schema, idsOf: IdsOf): fc.Arbitrary<unknown> {
  const known = wellKnown[name];
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((alternative) => valueOf(name, alternative, idsOf)));
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (known && schema.type === 'string')
    return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...known) }, plainValueOf(name, schema, idsOf));
  return plainValueOf(name, schema, idsOf);
}

function plainValueOf(name: string, schema: Schema, idsOf: IdsOf): fc.Arbitrary<unknown> {
  if (isUuid(schema)) return idOf(idsOf(referenceOf(name).kind));
  switch ([schema.type].flat()[0]) {
    case 'object':
      return objectOf(schema, idsOf);
    case 'array':
      return fc.array(valueOf(name, schema.items ?? {}, idsOf), {
        minLength: schema.minItems ?? 0,
        maxLength: 5,
      });
    case 'integer':
      return integerOf(schema);
    default:
      return schema.format === 'date-time' ? moment : textOf(schema);
  }
}

/** Ids that exist at the time and, now and then, one that does not; in either case of letters. */
export const idOf = (known: string[]): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.nat().map((place) => known[place % known.length] ?? '') },
    fc.nat().map((place) => known[place % known.length]?.toUpperCase() ?? ''),
    fc.uuid(),
  );

function objectOf({ properties = {}, required = [] }: Schema, idsOf: IdsOf): fc.Arbitrary<object> {
  const fields = Object.entries(properties).map(([name, schema]) => [name, valueOf(name, schema, idsOf)]);
  return fc.record(Object.fromEntries(fields) as Record<string, fc.Arbitrary<unknown>>, {
    requiredKeys: required,
  });
}

function integerOf({ minimum = 0, maximum = Number.MAX_SAFE_INTEGER }: Schema): fc.Arbitrary<number> {
  return fc.oneof(
    fc.constantFrom(minimum, minimum + 1, maximum - 1, maximum),
    fc.integer({ min: minimum, max: maximum }),
  );
}

function textOf({ pattern, minLength = 0, maxLength = 300 }: Schema): fc.Arbitrary<string> {
  const allowed = new RegExp(pattern ?? '', 'u');
  if (pattern && !pattern.includes('\\p')) return fc.stringMatching(allowed);
  const short = fc.string({
    unit: 'grapheme',
    minLength,
    maxLength: Math.max(minLength, Math.min(maxLength, 20)),
  });
  const edges = [minLength, maxLength].map((length) => 'é'.repeat(length));
  return fc
    .oneof({ weight: 3, arbitrary: short }, fc.constantFrom(...edges))
    .map((text) => (allowed.test(text) ? text : 'x'));
}

/** From yesterday to beyond what can be booked, on any clock of the world and beyond, to any precision. */
const moment = fc
  .record({
    aheadMs: fc.integer({ min: -86_400_000, max: 100 * 86_400_000 }),
    digits: fc.integer({ min: 0, max: 9 }),
    offset: fc.oneof(
      fc.constant('Z'),
      fc
        .tuple(fc.constantFrom('+', '-'), fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
        .map(
          ([sign, hours, minutes]) =>
            `${sign}${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`,
        ),
    ),
  })
  .map(({ aheadMs, digits, offset }) => {
    const seconds = new Date(Date.now() + aheadMs).toISOString().slice(0, 19);
    return `${seconds}${digits > 0 ? `.${'123456789'.slice(0, digits)}` : ''}${offset}`;
  });

/** A right body with something wrong in one place, at any depth. */
export function brokenBody(right: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const by = fc.constantFrom('replace', 'replace', 'replace', 'remove', 'add', 'wrap');
  const damage = fc.record({ place: fc.nat(), by, value: hostileValue, text: hostileText });
  return fc.tuple(right, damage).map(([body, { place, by, value, text }]) => {
    const copy = structuredClone(body);
    const spots = containersIn(copy);
    const spot = spots[place % Math.max(spots.length, 1)];
    if (!spot || by === 'wrap') return [copy];
    const entries = Object.entries(spot) as [string, unknown][];
    const [field, before] = entries[place % Math.max(entries.length, 1)] ?? [];
    if (by === 'add' || field === undefined) setOwn(spot, text, value);
    else if (by === 'remove') Reflect.deleteProperty(spot, field);
    // Text in the place of text gets further than anything else.
    else setOwn(spot, field, typeof before === 'string' && place % 4 > 0 ? text : value);
    return copy;
  });
}

/** Also where the name is `__proto__`. */
const setOwn = (target: object, name: string, value: unknown) =>
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });

const containersIn = (node: unknown): object[] =>
  typeof node === 'object' && node !== null ? [node, ...Object.values(node).flatMap(containersIn)] : [];

import { randomUUID } from 'node:crypto';
import { referenceOf, type Kind } from './belongings.js';
import type { Schema } from './operations.js';

/** Values for what a schema alone does not tell, by the field's name. */
export const wellKnown: Record<string, readonly unknown[]> = {
  email: ['somebody@example.test', 'Some.Body+else@EXAMPLE.test'],
  password: ['correct horse', 'as long as it may be. '.repeat(6).slice(0, 128)],
  currentPassword: ['parkmate-demo'],
  newPassword: ['another parking word'],
  timezone: ['Europe/Berlin', 'UTC', 'Asia/Calcutta', 'America/Argentina/Buenos_Aires', 'europe/berlin'],
  currency: ['EUR', 'USD', 'JPY'],
  durationSeconds: [3_600],
  url: ['https://hooks.example.test/parkmate?a=1', 'HTTPS://Hooks.Example.TEST:1/x'],
  p256dh: ['BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4'],
  auth: ['BTBZMqHH6r4Tts7J_aSIgg'],
  // Of one browser: it belongs to whoever says so last.
  get endpoint() {
    return [`https://fcm.googleapis.com/fcm/send/${randomUUID()}`];
  },
};

export const isUuid = ({ format }: Schema) => format === 'uuid';

/** What it requires; the first fields where it only says how many. */
const neededFields = ({ required = [], minProperties = 0, properties = {} }: Schema) =>
  required.length >= minProperties ? required : Object.keys(properties).slice(0, minProperties);

type IdOf = (kind: Kind) => string;

/** One body that is right for each alternative of a schema, with everything that it requires and nothing else. */
export function exampleBodies(schema: Schema, idOf: IdOf): Record<string, unknown>[] {
  if (schema.anyOf) return schema.anyOf.flatMap((alternative) => exampleBodies(alternative, idOf));
  return [exampleOf('', schema, idOf) as Record<string, unknown>];
}

function exampleOf(name: string, schema: Schema, idOf: IdOf): unknown {
  const known = wellKnown[name]?.[0];
  if (known !== undefined) return known;
  if (schema.enum) return schema.enum[0];
  if (isUuid(schema)) return idOf(referenceOf(name).kind);
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        neededFields(schema).map((field) => [
          field,
          exampleOf(field, schema.properties?.[field] ?? {}, idOf),
        ]),
      );
    case 'array':
      return [exampleOf(name, schema.items ?? {}, idOf)];
    case 'string':
      return 'x'.repeat(Math.max(schema.minLength ?? 1, 1));
    case 'integer':
      return Math.max(schema.minimum ?? 0, 1);
    case 'boolean':
      return true;
    default:
      throw new Error(`test/security/example-body.ts has no example for ${name}: ${JSON.stringify(schema)}`);
  }
}

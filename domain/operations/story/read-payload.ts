import { z } from 'zod';
import type { Language } from '../../../contract/languages.js';
import { instant } from '../../../contract/values.js';
import { definitionOf } from '../../events/catalog/index.js';
import type { Told } from './story-facts.js';

const facts = z.object({
  endsAt: instant
    .transform((at) => new Date(at))
    .optional()
    .catch(undefined),
  deadlineVersion: z.int().optional().catch(undefined),
  reason: z.string().optional().catch(undefined),
});

/** Reads the payload of an event as far as it is known. The title is in a language. */
export function readPayload(type: string, payload: unknown, language: Language): Told {
  const definition = definitionOf(type);
  const parsed = definition?.payload.safeParse(payload);
  const known =
    definition && parsed?.success
      ? {
          title: definition.content(parsed.data, language).title,
          recipients: definition.recipients(parsed.data),
        }
      : { title: type, recipients: [] };
  return { ...facts.safeParse(payload).data, ...known };
}

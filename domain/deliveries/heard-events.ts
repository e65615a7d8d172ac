import type { Role } from '../../contract/api/accounts.js';
import { catalog } from '../events/catalog/index.js';
import type { EventDefinition } from '../events/catalog/define-event.js';

interface Heard {
  event: string;
  definition: EventDefinition & { title: NonNullable<EventDefinition['title']> };
  usually: { email: boolean; push: boolean };
}

const all = Object.entries(catalog as unknown as Record<string, EventDefinition>).flatMap(
  ([event, definition]): Heard[] => {
    const { reach, title } = definition;
    if (reach === null || title === null) return [];
    const usually = { email: reach.email !== null, push: reach.push !== null };
    return [{ event, definition: { ...definition, title }, usually }];
  },
);

/** Every event that somebody can be told of over the slow channels. */
export const choosableEvents: readonly string[] = all.map(({ event }) => event);

/** Those of them that people of a role may be told of. A new one of the catalogue is among them by itself. */
export const eventsHeardBy = (role: Role): Heard[] =>
  all.filter(({ definition }) => definition.heardBy.includes(role));

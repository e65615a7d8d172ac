import { roles } from '../../contract/api/accounts.js';
import { preferences, preferencesBody } from '../../contract/api/preferences.js';
import { choosableEvents } from '../../domain/deliveries/heard-events.js';
import { readPreferences } from '../../domain/deliveries/read-preferences.js';
import { replacePreferences } from '../../domain/deliveries/replace-preferences.js';
import { route, type Route } from '../http/route.js';

const tag = 'Accounts';

/** How people want to be reached while they look at no page. */
export function preferenceRoutes(): Route[] {
  return [
    route({
      method: 'get',
      path: '/me/preferences',
      tag,
      summary: 'How am I told of what happens?',
      who: roles,
      answer: { status: 200, schema: preferences },
      problems: [],
      handle: ({ db, caller }) => readPreferences(db, caller),
    }),
    route({
      method: 'put',
      path: '/me/preferences',
      tag,
      summary: 'Choose how you are told of what happens',
      description:
        'Replaces everything that was chosen before: what is left out is as usual again. What waits to be sent is decided by it. An ' +
        'event that your role is not told of, and a digest that is not for it, are 400. The language is changed by `PATCH /api/me`.',
      who: roles,
      body: preferencesBody(choosableEvents),
      answer: { status: 200, schema: preferences },
      problems: [],
      handle: ({ db, caller, body }) => replacePreferences(db, caller, body),
    }),
  ];
}

import { roles } from '../../contract/api/accounts.js';
import { preferences, preferencesBody, type Preferences } from '../../contract/api/preferences.js';
import { choosableEvents } from '../../domain/deliveries/heard-events.js';
import { readPreferences } from '../../domain/deliveries/read-preferences.js';
import { replacePreferences } from '../../domain/deliveries/replace-preferences.js';
import { hasMail } from '../../platform/process/has-mail.js';
import { vapidKeysOf } from '../../platform/process/push-settings.js';
import { route, type Route } from '../http/route.js';
import type { Services } from '../services.js';

const tag = 'Accounts';

/** How people want to be reached while they look at no page. */
export function preferenceRoutes({ env }: Pick<Services, 'env'>): Route[] {
  const hasPush = vapidKeysOf(env) !== undefined;
  /** Where there is no such channel at all, what is missing on the caller's side does not matter. */
  const present = (known: Preferences): Preferences => ({
    ...known,
    reach: {
      email: hasMail(env) ? known.reach.email : 'unavailable',
      push: hasPush ? known.reach.push : 'unavailable',
    },
  });
  return [
    route({
      method: 'get',
      path: '/me/preferences',
      tag,
      summary: 'How am I told of what happens?',
      who: roles,
      answer: { status: 200, schema: preferences },
      problems: [],
      handle: async ({ db, caller }) => present(await readPreferences(db, caller)),
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
      handle: async ({ db, caller, body }) => present(await replacePreferences(db, caller, body)),
    }),
  ];
}

import { z } from 'zod';
import { id } from '../../../contract/values.js';
import { defineEvent, nobody } from './define-event.js';
import { sentence } from './wording.js';

const accountFacts = z.object({ accountId: id, reason: z.string() });

/** Accounts. Nobody is notified: timelines show them. */
export const accountEvents = {
  'account.suspended': defineEvent({
    payload: accountFacts,
    recipients: nobody,
    type: 'info',
    texts: {
      en: (p) => ({ title: 'Account suspended', message: sentence`${p.reason}` }),
      es: (p) => ({ title: 'Cuenta suspendida', message: sentence`${p.reason}` }),
    },
  }),

  'account.reinstated': defineEvent({
    payload: accountFacts,
    recipients: nobody,
    type: 'info',
    texts: {
      en: (p) => ({ title: 'Account reinstated', message: sentence`${p.reason}` }),
      es: (p) => ({ title: 'Cuenta restablecida', message: sentence`${p.reason}` }),
    },
  }),
};

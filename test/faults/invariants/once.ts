import { groupBy, type Invariant, type Offence } from './invariant.js';

export const once: Invariant = {
  letter: 'O',
  promise: 'once: no id is shown twice by one client, and no event is told twice to one user',
  check({ notifications, clients }) {
    const offences: Offence[] = [];
    for (const { name, shown } of clients) {
      for (const [id, times] of groupBy(shown, ({ id }) => id)) {
        if (times.length > 1) offences.push({ id, why: `${name} showed it ${times.length} times` });
      }
    }
    const byEvent = groupBy(notifications, ({ eventId, userId }) => `${eventId} ${userId}`);
    for (const [, rows] of byEvent) {
      const [first] = rows;
      if (first && rows.length > 1)
        offences.push({ id: first.id, why: `event ${first.event} has ${rows.length} rows for one user` });
    }
    const shownTimes = clients.reduce((sum, { shown }) => sum + shown.length, 0);
    return { counts: `${shownTimes} shown by ${clients.length} clients`, offences };
  },
};

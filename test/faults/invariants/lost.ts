import { definitionOf } from '../../../domain/events/catalog/index.js';
import { groupBy, type Invariant, type Offence } from './invariant.js';

/** From event to row to screen: at neither step may anything be missing or come out of nowhere. */
export const lost: Invariant = {
  letter: 'L',
  promise:
    'nothing lost: what clients have shown or can pull are the committed rows, and these are what happened',
  check({ events, notifications, clients }) {
    const offences: Offence[] = [];
    const told = new Set(notifications.map(({ eventId, userId }) => `${eventId} ${userId}`));
    for (const { id, type, payload, pending } of events) {
      if (pending) offences.push({ id, why: `event ${type} is still in the outbox` });
      for (const userId of definitionOf(type)?.recipients(payload) ?? []) {
        if (!told.has(`${id} ${userId}`))
          offences.push({ id, why: `${type} was not told to user ${userId}` });
      }
    }
    const rows = groupBy(notifications, ({ userId }) => userId);
    let shownIds = 0;
    for (const { name, account, shown, reloaded } of clients) {
      const own = rows.get(account.id) ?? [];
      const ids = new Set(own.map(({ id }) => id));
      const has = new Set([...shown.map(({ id }) => id), ...reloaded]);
      shownIds += shown.length;
      for (const { id, seq, event, archivedAt } of own) {
        if (archivedAt === null && !has.has(id))
          offences.push({ id, why: `${name} never got ${event}, number ${seq}` });
      }
      for (const { id } of shown) {
        if (!ids.has(id)) offences.push({ id, why: `${name} showed what is not among its user's rows` });
      }
    }
    return {
      counts: `${events.length} events, ${notifications.length} rows, ${shownIds} shown`,
      offences,
    };
  },
};

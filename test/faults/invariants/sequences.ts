import { groupBy, type Invariant, type Offence } from './invariant.js';

export const sequences: Invariant = {
  letter: 'S',
  promise: 'sequences are gapless per user, and the unread count equals the rows that are unread and true',
  check({ notifications, inboxes }) {
    const offences: Offence[] = [];
    const byUser = groupBy(notifications, ({ userId }) => userId);
    for (const { userId, lastSeq, unread } of inboxes) {
      const rows = byUser.get(userId) ?? [];
      rows.forEach(({ id, seq }, index) => {
        if (seq !== index + 1) offences.push({ id, why: `has number ${seq} in place ${index + 1}` });
      });
      if (rows.length !== lastSeq)
        offences.push({ id: userId, why: `${rows.length} rows, yet the last number is ${lastSeq}` });
      const counted = rows.filter(
        ({ readAt, archivedAt, supersededAt }) => !readAt && !archivedAt && !supersededAt,
      ).length;
      if (counted !== unread)
        offences.push({ id: userId, why: `unread count ${unread}, yet ${counted} rows are unread and true` });
    }
    return { counts: `${inboxes.length} inboxes`, offences };
  },
};

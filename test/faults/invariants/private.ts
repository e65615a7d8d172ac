import type { Invariant, Offence } from './invariant.js';

export const ownOnly: Invariant = {
  letter: 'P',
  promise: "private: every frame and row that a client got is its own user's",
  check({ notifications, clients }) {
    const offences: Offence[] = [];
    const ownerOf = new Map(notifications.map(({ id, userId }) => [id, userId]));
    let frames = 0;
    for (const { name, account, received, reloaded } of clients) {
      for (const id of [...received, ...reloaded]) {
        frames++;
        const owner = ownerOf.get(id);
        if (owner !== undefined && owner !== account.id)
          offences.push({ id, why: `${name} of user ${account.id} got what is user ${owner}'s` });
      }
    }
    return { counts: `${frames} ids received`, offences };
  },
};

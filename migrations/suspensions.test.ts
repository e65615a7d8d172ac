import { expect } from 'chai';
import { olderThan, placeWithSlot } from '../test/harness/older-database.js';
import { Suspensions1763700000080 } from './1763700000080-suspensions.js';

describe('The migration to suspensions by whatever means', () => {
  it('ends the sessions and hides the lots of who was suspended before, and can be taken back', () =>
    olderThan(Suspensions1763700000080, async (database) => {
      await database.query(
        `WITH ${placeWithSlot}, session AS (INSERT INTO sessions (user_id) SELECT id FROM owner)
         SELECT FROM slot`,
      );
      await database.query('UPDATE users SET suspended_at = now()');
      await database.migrate();
      const state = () =>
        database.query(
          `SELECT revoked_at IS NOT NULL AS ended, owner_suspended AS hidden FROM sessions, lots ORDER BY sessions.id`,
        );
      expect(await state()).to.deep.equal([{ ended: true, hidden: true }]);
      await database.query('UPDATE users SET suspended_at = NULL');
      expect(await state()).to.deep.equal([{ ended: true, hidden: false }]);

      await database.run(Suspensions1763700000080, 'down');
      await database.query('INSERT INTO sessions (user_id) SELECT id FROM users');
      await database.query('UPDATE users SET suspended_at = now()');
      expect(await state()).to.deep.include({ ended: false, hidden: false });
    }));
});

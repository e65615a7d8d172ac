import { expect } from 'chai';
import { roles, type Role } from '../../contract/api/accounts.js';
import { openDomain, type Domain } from '../../test/harness/domain.js';
import { canRuleOnBooking, canUseBooking, rulesOn, uses } from './policy.js';

const outsider = '00000000-0000-7000-8000-000000000000';

describe('Policies of bookings, in SQL', () => {
  let domain: Domain;
  let parties: { userId: string; ownerId: string; businessId: string };

  before(async () => {
    domain = await openDomain();
    const { owner, lot } = await domain.lot();
    const { userId } = await domain.account('user');
    parties = { userId, ownerId: owner.userId, businessId: lot.businessId };
  });
  after(() => domain.close());

  /** What a fragment says of a row that holds these parties. */
  const says = async (fragment: string, userId: string, role: Role): Promise<boolean> => {
    const [row] = await domain.query<{ allowed: boolean }>(
      `SELECT ${fragment} AS allowed FROM (SELECT $1::uuid AS business_id, $2::uuid AS booked_by) AS booking`,
      [parties.businessId, parties.userId, userId, role],
    );
    return row?.allowed ?? false;
  };

  for (const role of roles) {
    for (const who of ['the user', 'the owner', 'an outsider'] as const) {
      it(`say the same as those in code, for ${who} as ${role}`, async () => {
        const id = { 'the user': parties.userId, 'the owner': parties.ownerId, 'an outsider': outsider }[who];
        const caller = { userId: id, role, sessionId: outsider };
        expect(await says(rulesOn('booking.business_id', '$3', '$4'), id, role), 'rules').to.equal(
          canRuleOnBooking(caller, parties),
        );
        expect(await says(uses('booking.booked_by', '$3', '$4'), id, role), 'uses').to.equal(
          canUseBooking(caller, parties),
        );
      });
    }
  }
});

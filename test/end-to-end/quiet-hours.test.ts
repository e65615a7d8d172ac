import { expect } from 'chai';
import { tellBeforeQuietHours } from '../../domain/deliveries/tell-before-quiet-hours.js';
import { book } from '../harness/cast.js';
import { freshDatabase } from '../harness/database.js';
import { openDomain } from '../harness/domain.js';
import { eventWatch } from '../harness/event-watch.js';
import { ParkMate } from '../harness/parkmate.js';

describe('Quiet hours', () => {
  it('booking.ends-in-quiet-hours reaches the user before they begin, and a renewal supersedes it', async function () {
    this.timeout(30_000);
    const database = await freshDatabase();
    const parkmate = await ParkMate.start({ database });
    const { user, lot } = await parkmate.cast.business(1);
    const userHears = await user.listen();
    const { hears, supersedes } = eventWatch();
    try {
      const clock = (inMinutes: number) =>
        new Date(Date.now() + inMinutes * 60_000).toISOString().slice(11, 16);
      await user.ok('PUT', '/me/preferences', { quietHours: { from: clock(20), to: clock(400) } });
      const booking = await book(user, lot, 0, { durationSeconds: 3600 });
      const domain = await openDomain({ url: database.url, drop: () => Promise.resolve() });
      // What a worker does every minute.
      await tellBeforeQuietHours(domain.db);
      await domain.close();
      const told = await hears(userHears, 'booking.ends-in-quiet-hours', booking.id);
      expect(told).to.include({ type: 'info', validUntil: booking.endsAt });
      expect(told.message).to.contain('A-01').and.contain('no mail or push warns you');
      await user.ok('POST', `/bookings/${booking.id}/renew`, { durationSeconds: 600 });
      await supersedes(userHears, told);
    } finally {
      userHears.close();
      await parkmate.stop();
    }
  });
});

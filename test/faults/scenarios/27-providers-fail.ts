import { MailServer } from '../../harness/mail-server.js';
import { hereMs } from '../../../dev/tests/machine.js';
import { openDeliveries } from '../deliveries.js';
import { Devices } from '../devices.js';
import type { Fleet } from '../fleet.js';
import { Load } from '../load.js';
import type { Pace, Scenario } from '../scenario.js';

/** Who has no client and so hears by mail and on a device alone. */
const away = 10;

/** After the last fault everything that is due ends within this time. */
const endedWithinMs = 60_000;

/** Resolves when no delivery is left that would be sent soon. @throws after too long, with what is left. */
async function untilEnded(fleet: Fleet): Promise<void> {
  const until = performance.now() + hereMs(endedWithinMs);
  for (;;) {
    const { left, errors } = await openDeliveries(fleet);
    if (left === 0) return;
    if (performance.now() > until) throw new Error(`${left} deliveries do not end: ${errors.join('; ')}`);
    await fleet.db.query('SELECT pg_sleep(0.1)');
  }
}

/** Of what waits, everything that is true for less than an hour is true no more; and some of what says no end. */
async function passAnHour({ db }: Fleet): Promise<void> {
  await db.query(
    `UPDATE deliveries SET valid_until = clock_timestamp()
     WHERE ended_at IS NULL AND valid_until BETWEEN clock_timestamp() AND clock_timestamp() + interval '1 hour'`,
  );
  await db.query(
    `UPDATE notifications SET valid_until = clock_timestamp()
     WHERE id IN (SELECT notification_id FROM deliveries WHERE ended_at IS NULL) AND valid_until IS NULL AND seq % 3 = 0`,
  );
}

/** Warns some of the end of bookings that go on for minutes: what they are told stays true for so long, and goes before all else. */
async function warnEarly({ db }: Fleet): Promise<void> {
  await db.query(
    `UPDATE bookings SET warn_at = clock_timestamp() WHERE id IN (
       SELECT id FROM bookings WHERE status = 'active' AND warned_at IS NULL AND ends_at > clock_timestamp() + interval '2 minutes' LIMIT 3
     )`,
  );
}

/** How many calls are answered while something is broken. */
const callsDuring: Record<Pace, number> = { whole: 60, quick: 20 };

/** They hang, refuse, die in mid-answer, are away and come back, and a worker dies after their yes. */
export const providersFail: Scenario = {
  number: 27,
  title: 'mail server and push service fail',
  quick: false,
  fleet: {
    workers: 0,
    // What takes minutes takes seconds.
    patches: [
      { seam: 'reachOver', put: '() => (reach) => (reach ? { email: 1, push: 1 } : null)' },
      { seam: 'attemptLeaseSeconds', put: '() => 5' },
      { seam: 'attemptMs', put: '() => 2_000' },
      { seam: 'firstRetryMs', put: '() => 300' },
      { seam: 'longestRetryMs', put: '() => 1_000' },
      { seam: 'longestDownMs', put: '() => 200' },
      { seam: 'unansweredMs', put: '() => 1_000' },
      { seam: 'firstLookSeconds', put: '() => 1' },
      { seam: 'soonest', put: `() => "interval '1 second'"` },
    ],
  },
  async run(fleet, random, pace) {
    const [mail, devices] = await Promise.all([MailServer.start(), Devices.open(fleet)]);
    Object.assign(fleet, { mail, devices });
    const env = {
      ...{ SMTP_URL: mail.url, MAIL_FROM: 'ParkMate <no-reply@parkmate.test>', MAIL_RATE_PER_SECOND: '100' },
      ...devices.env,
    };
    await fleet.addWorker({ env });
    const cast = await fleet.cast({ users: 3 });
    const guests = await fleet.builder.accounts('user', away);
    const users = [...cast.users, ...guests];
    await fleet.db.query('UPDATE users SET email_verified_at = now()');
    const [ended, refused, signedOut] = await Promise.all(
      [...guests, ...cast.users].map((user) => devices.subscribe(user)),
    );
    if (!ended || !refused || !signedOut) throw new Error('everybody has a device');
    const load = new Load({ ...cast, users }, fleet.recorder, random).start(20);
    await Promise.all([mail.has(10), devices.service.has(10)]);

    await fleet.outages.during('both hang, and their worker dies after the yes', async () => {
      await warnEarly(fleet);
      mail.behave({ end: 'hang' });
      await Promise.all([mail.reaches('end'), devices.answering('hang')]);
      await fleet.workers.at(-1)?.kill();
      // Taken, and nobody has heard of it.
      mail.release();
      mail.behave({});
      devices.behave({ status: 201 });
      await fleet.addWorker({ env });
    });
    await fleet.outages.during('they refuse for now, and one device for good', async () => {
      mail.behave({ rcpt: { code: 450, text: 'come again' } });
      await devices.end(ended);
      const tooLarge = { status: 413 };
      devices.behave((name) => (name === refused.name ? tooLarge : { status: 201 }));
      await devices.service.answers((answer) => answer === tooLarge);
      await devices.answering({ status: 429, headers: { 'retry-after': '1' } });
      await devices.answering({ status: 503 });
      await fleet.answered(callsDuring[pace]);
    });
    await fleet.outages.during('the push service hangs, the mail server dies in mid-message', async () => {
      await warnEarly(fleet);
      mail.behave({ body: 'die' });
      await devices.answering('hang');
      await fleet.answered(callsDuring[pace]);
    });
    mail.behave({});
    await fleet.outages.during('the push service dies in mid-answer', async () => {
      await warnEarly(fleet);
      await devices.answering('die', 25);
    });
    devices.behave({ status: 201 });
    await fleet.outages.during('both are away for an hour', async () => {
      await Promise.all([mail.close(), devices.service.stop()]);
      await fleet.answered(callsDuring[pace]);
      await devices.signOut(signedOut);
      await passAnHour(fleet);
      await Promise.all([mail.open(), devices.service.open()]);
    });
    const [letters, pushes] = [mail.letters.length, devices.service.pushed.length];
    await Promise.all([mail.has(letters + 5), devices.service.has(pushes + 5)]);
    await load.stop();
    await untilEnded(fleet);
  },
};

import { MailServer } from '../../harness/mail-server.js';
import { hereMs } from '../../../dev/tests/machine.js';
import type { Fleet } from '../fleet.js';
import { Load } from '../load.js';
import type { Scenario } from '../scenario.js';

/** Who has no client and so hears by mail alone. */
const away = 10;

/** After the last fault everything that is due ends within this time. */
const endedWithinMs = 60_000;

/** Resolves when no delivery is left that would be sent soon. @throws after too long, with what is left. */
async function untilEnded({ db }: Fleet): Promise<void> {
  const until = performance.now() + hereMs(endedWithinMs);
  for (;;) {
    const { rows } = await db.query<{ left: number; errors: string[] }>(
      `SELECT count(*)::int AS left, array_agg(DISTINCT last_error) AS errors FROM deliveries
       WHERE ended_at IS NULL AND due_at < clock_timestamp() + interval '2 minutes'`,
    );
    const [{ left, errors } = { left: 0, errors: [] }] = rows;
    if (left === 0) return;
    if (performance.now() > until) throw new Error(`${left} deliveries do not end: ${errors.join('; ')}`);
    await db.query('SELECT pg_sleep(0.1)');
  }
}

export const mailProviderFails: Scenario = {
  number: 27,
  title:
    'the mail server hangs, refuses, dies in mid-message, is away and comes back; a worker dies after its yes',
  quick: false,
  fleet: {
    workers: 0,
    // What takes minutes takes seconds.
    patches: [
      { seam: 'reachOver', put: '() => (reach) => (reach ? { email: 1 } : null)' },
      { seam: 'attemptLeaseSeconds', put: '() => 5' },
      { seam: 'attemptMs', put: '() => 3_000' },
      { seam: 'firstRetryMs', put: '() => 300' },
      { seam: 'longestRetryMs', put: '() => 1_000' },
      { seam: 'longestDownMs', put: '() => 1_000' },
    ],
  },
  async run(fleet, random) {
    const mail = await MailServer.start();
    fleet.mail = mail;
    const env = {
      SMTP_URL: mail.url,
      ...{ MAIL_FROM: 'ParkMate <no-reply@parkmate.test>', MAIL_RATE_PER_SECOND: '100' },
    };
    await fleet.addWorker({ env });
    const cast = await fleet.cast({ users: 3 });
    const guests = await fleet.builder.accounts('user', away);
    await fleet.db.query('UPDATE users SET email_verified_at = now()');
    const load = new Load({ ...cast, users: [...cast.users, ...guests] }, fleet.recorder, random).start(20);
    await mail.has(10);

    await fleet.outages.during('the mail server hangs, and its worker dies after the yes', async () => {
      mail.behave({ end: 'hang' });
      await mail.reaches('end');
      await fleet.workers.at(-1)?.kill();
      // Taken, and nobody has heard of it.
      mail.release();
      mail.behave({});
      await fleet.addWorker({ env });
    });
    await fleet.outages.during('the mail server refuses for now', async () => {
      mail.behave({ rcpt: { code: 450, text: 'come again' } });
      await fleet.answered(60);
    });
    await fleet.outages.during('the mail server dies in mid-message', async () => {
      mail.behave({ body: 'die' });
      await fleet.answered(60);
    });
    mail.behave({});
    await fleet.outages.during('the mail server is away for an hour', async () => {
      await mail.close();
      await fleet.answered(80);
      // The hour passes for some of what waits.
      await fleet.db.query(
        `UPDATE notifications SET valid_until = clock_timestamp()
         WHERE id IN (SELECT notification_id FROM deliveries WHERE ended_at IS NULL) AND seq % 3 = 0`,
      );
      await mail.open();
    });
    const { length: before } = mail.letters;
    await mail.has(before + 5);
    await load.stop();
    await untilEnded(fleet);
  },
};

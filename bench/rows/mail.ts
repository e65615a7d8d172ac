import { createTransport } from 'nodemailer';
import { setTimeout as wait } from 'node:timers/promises';
import { MailServer } from '../../test/harness/mail-server.js';
import { ParkMate } from '../../test/harness/parkmate.js';
import { peakMegabytes } from '../measures/usage.js';
import type { Row } from '../report/row.js';

/** All of them are due at once; a third is no longer true. Warnings are due last. */
const letters = 100_000;
const warnings = 2_000;
const perSecond = 200;
const watchedMs = 20_000;
const bareLetters = 2_000;
const bareConnections = 10;

/** Letters a second that the same library hands over to the same server, as fast as it can. */
async function bareRate(server: MailServer): Promise<number> {
  const transport = createTransport({
    ...{
      host: '127.0.0.1',
      port: Number(new URL(server.url).port),
      pool: true,
      maxConnections: bareConnections,
    },
  });
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: bareLetters }, (_, n) =>
      transport.sendMail({
        from: 'a@parkmate.test',
        to: `${n}@parkmate.test`,
        subject: 'Hello',
        text: 'Hello',
      }),
    ),
  );
  transport.close();
  return bareLetters / ((performance.now() - startedAt) / 1_000);
}

const makeDue = `
  UPDATE users SET email_verified_at = now();
  INSERT INTO notifications (user_id, seq, event_id, event, type, title, message, data, superseded_at)
  SELECT id, n, gen_random_uuid(), 'booking.declined', 'warning', 'Booking declined', 'Your booking was declined: closed', '{}',
         CASE WHEN n % 3 = 0 THEN now() END
  FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM users) AS person WHERE n <= ${letters};
  INSERT INTO deliveries (notification_id, user_id, channel, provider, priority, due_at)
  SELECT id, user_id, 'email', 'email', CASE WHEN seq > ${letters - (warnings * 3) / 2} THEN 0 ELSE 2 END,
         now() - interval '1 minute' + seq * interval '1 microsecond'
  FROM notifications;
  ANALYZE`;

/** The most that came within any second, of ascending times. */
function mostInASecond(times: readonly number[]): number {
  let first = 0;
  return times.reduce((most, at, last) => {
    while ((times[first] ?? at) < at - 1_000) first++;
    return Math.max(most, last - first + 1);
  }, 0);
}

async function sendThem(server: MailServer) {
  const parkmate = await ParkMate.start({
    env: {
      ...{ NODE_ENV: 'production', SMTP_URL: server.url, MAIL_FROM: 'no-reply@parkmate.test' },
      MAIL_RATE_PER_SECOND: String(perSecond),
    },
  });
  try {
    await parkmate.cast.crowd(letters);
    const { db, workers } = parkmate;
    const [before, startedAt] = [
      Math.max(...workers.map(({ pid }) => peakMegabytes(pid))),
      performance.now(),
    ];
    await db.query(makeDue);
    const dueAt = performance.now();
    await wait(watchedMs - (performance.now() - dueAt));
    const { rows } = await db.query<{ id: string; priority: number; untrue: boolean }>(
      `SELECT d.id, d.priority, n.superseded_at IS NOT NULL AS untrue FROM deliveries d JOIN notifications n ON n.id = notification_id
       WHERE d.status IN ('sent', 'sending') OR d.priority = 0`,
    );
    const known = new Map(rows.map((row) => [row.id, row]));
    const taken = server.letters.map(({ messageId, at }) => ({ at, ...known.get(messageId.slice(1, 37)) }));
    const warningTimes = taken.filter(({ priority }) => priority === 0).map(({ at }) => at);
    return {
      sent: taken.length / ((performance.now() - (taken[0]?.at ?? startedAt)) / 1_000),
      most: mostInASecond(taken.map(({ at }) => at)),
      untrue: taken.filter(({ untrue }) => untrue === true).length,
      warned: warningTimes.length,
      newsBefore: taken.filter(
        ({ priority, at }) => priority === 2 && at < (warningTimes.at(-1) ?? 0) - 1_000,
      ).length,
      lastWarningMs: (warningTimes.at(-1) ?? NaN) - (taken[0]?.at ?? 0),
      ...{ before, peak: Math.max(...workers.map(({ pid }) => peakMegabytes(pid))) },
    };
  } finally {
    await parkmate.stop();
  }
}

export const mail: Row = {
  name: 'mail',
  about: `${letters / 1_000},000 letters are due at once, a third of them no longer true, at ${perSecond} a second; baseline: the library that sends them, alone and unbounded`,
  async measure(say) {
    const server = await MailServer.start();
    try {
      const bare = await bareRate(server);
      server.reset();
      const found = await sendThem(server);
      say(
        `${Math.round(found.sent)} a second, the last of ${found.warned} warnings after ${Math.round(found.lastWarningMs)} ms`,
      );
      return [
        { name: 'sent', value: found.sent, unit: '/s', baseline: bare },
        {
          name: 'most within a second',
          value: found.most,
          unit: '',
          goal: { always: true, atMost: perSecond * 1.2 },
        },
        { name: 'no longer true', value: found.untrue, unit: '', goal: { always: true, atMost: 0 } },
        {
          name: 'news before a warning',
          value: found.newsBefore,
          unit: '',
          goal: { always: true, atMost: 0 },
        },
        { name: 'last warning', value: found.lastWarningMs, unit: 'ms' },
        { name: 'memory of worker at rest', value: found.before, unit: 'MB' },
        { name: 'peak memory of worker', value: found.peak, unit: 'MB', goal: { atMost: 250 } },
      ];
    } finally {
      await server.close();
    }
  },
};

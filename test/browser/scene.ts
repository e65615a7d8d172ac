import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Booking } from '../../contract/api/bookings.js';
import type { CreatedLot } from '../../contract/api/businesses.js';
import { Stage } from './stage.js';
import type { Visitor } from './visitor.js';
import { lotDetails } from '../harness/cast.js';
import { failedJob } from '../harness/failed-job.js';
import { privateWebhook } from '../harness/private-webhook.js';
import { withPush } from '../harness/with-channels.js';
import { openMailbox } from '../../dev/mailbox/mailbox.js';
import { haveLettersWritten } from './letters.js';

/** Something of everything that pages can show, also of what goes wrong. */
export interface Scene {
  stage: Stage;
  lot: CreatedLot;
  /** By what the picture of each is called. */
  bookings: Record<string, Booking>;
  /** One that refuses what it is sent. */
  webhookId: string;
  /** The addresses of the mailbox and of letters in it, by what the picture of each is called. */
  letters: Record<string, string>;
  people: { user: Visitor; newcomer: Visitor; owner: Visitor; admin: Visitor; operator: Visitor };
  strike: () => Promise<void>;
}

/** Alerts that are quick to come. */
const env = { ALERT_PAUSED_SECONDS: '1', ALERT_FAILED_JOBS: '2' };

export async function setScene(): Promise<Scene> {
  const folder = mkdtempSync(path.join(tmpdir(), 'parkmate-mail-'));
  const mailbox = await openMailbox(folder);
  const mail = { SMTP_URL: mailbox.smtpUrl, MAIL_FROM: 'ParkMate <hello@parkmate.example>' };
  const stage = await Stage.set({ env: { ...env, ...mail, ...withPush } }, 'Riverside Parking');
  const strike = async () => {
    await stage.strike();
    mailbox.close();
    rmSync(folder, { recursive: true });
  };
  const { owner, user, lot, parkmate } = stage;
  await owner.ok(
    'POST',
    `/businesses/${lot.businessId}/lots`,
    lotDetails(4, 'Central Garage at the Station'),
  );
  const admin = await stage.newVisitor('admin');
  const operator = await stage.newVisitor('operator');
  const people = { user, newcomer: await stage.newUser(), owner, admin, operator };

  const webhookId = await privateWebhook(parkmate, owner, 'https://localhost:1/parkmate/hook');
  await owner.ok('POST', '/webhooks', {
    url: 'https://hooks.a-very-long-name-of-a-house.example.test/',
    events: ['booking.created'],
  });
  const bookings = await book(stage);
  await parkmate.settled();
  const letters = await haveLettersWritten(stage, mailbox.pageUrl);
  await breakThings(stage, operator);
  return { stage, lot, bookings, webhookId, letters, people, strike };
}

async function book(stage: Stage): Promise<Record<string, Booking>> {
  const { owner, user, parkmate } = stage;
  const bookings = {
    running: await stage.book(user, 7_200),
    soon: await stage.book(user, 240, 'card', 'B-PM 2027'),
    long: await stage.book(user, 5 * 86_400, 'card', 'WWWWW WWWWWWW 123456'),
    over: await stage.book(user, 1, 'cash', 'B-PM 2029'),
    declined: await stage.book(user, 3_600, 'cash', 'B-PM 2030'),
    cancelled: await stage.book(user, 3_600, 'cash', 'B-PM 2031'),
  };
  const { running, soon, long, over, declined, cancelled } = bookings;
  await user.ok('POST', `/bookings/${running.id}/car-washes`);
  await owner.ok('POST', `/payments/${soon.payment.id}/verify`);
  await owner.ok('POST', `/payments/${long.payment.id}/reject`, { reason: 'No cash was handed over' });
  await owner.ok('POST', `/payments/${declined.payment.id}/verify`);
  await owner.ok('POST', `/bookings/${declined.id}/decline`, { reason: 'The lot is closed for repairs' });
  await user.ok('POST', `/bookings/${cancelled.id}/cancel`);
  await parkmate.completed([over.id]);
  return bookings;
}

/** For operators: failed jobs, a queue that is paused, a dead event, and a line in the audit. */
async function breakThings({ parkmate }: Stage, operator: Visitor): Promise<void> {
  const because = { reason: 'The mail server is being replaced' };
  for (let job = 0; job < 4; job++) await failedJob();
  await operator.ok('POST', '/operations/queues/notify/jobs/retry', { ...because, expected: 100 });
  await operator.ok('POST', '/operations/queues/relay/pause', because);
  await parkmate.db.query(
    `INSERT INTO outbox (event_id, attempts, last_error, dead_at)
     SELECT id, 10, 'null value in column "lot_name" of relation "notifications"', now()
     FROM events WHERE type = 'booking.created' ORDER BY id LIMIT 1`,
  );
}

import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { bookingStory, type StoryEntry } from '../../../contract/api/operations.js';
import type { Language } from '../../../contract/languages.js';
import { openDomain, silentLog, type Domain } from '../../../test/harness/domain.js';
import type { Caller } from '../../accounts/caller.js';
import { cancelBooking } from '../../bookings/cancel-booking.js';
import { sweepDeadlines } from '../../bookings/sweep-deadlines.js';
import { recordConnections } from '../../connections/record-connections.js';
import { notify } from '../../notifications/notify.js';
import { recordShown } from '../../notifications/record-shown.js';
import { readStory } from './read-story.js';

describe('The story of a booking', () => {
  let domain: Domain;
  let user: Caller;
  let slots: string[];

  before(async () => {
    domain = await openDomain();
    const { lot } = await domain.lot(20);
    slots = lot.slots.map(({ id }) => id);
  });
  beforeEach(async () => {
    user = await domain.account('user');
  });
  after(() => domain.close());

  const book = () => domain.book(user, slots.shift() ?? '', 3_600, 300);
  const tellAll = () => notify(domain.db, domain.announced.splice(0), silentLog);
  const read = async (bookingId: string, language: Language = 'en') => {
    const story = await readStory(domain.db, bookingId, language);
    expect(bookingStory.safeParse(story).error).to.equal(undefined);
    expect(JSON.stringify(story)).not.to.contain('@');
    const at = story.entries.map((entry) => entry.at);
    expect(at).to.deep.equal([...at].sort());
    return story;
  };
  const of = (entries: StoryEntry[], kind: StoryEntry['kind']) =>
    entries.filter((entry) => entry.kind === kind).map(({ title }) => title);
  /** Moves a booking and its history back, so that its end was so many seconds ago. */
  const endAgo = async (id: string, seconds: number) => {
    await domain.query(
      `UPDATE bookings SET starts_at = starts_at - by, ends_at = ends_at - by, warn_at = warn_at - by, created_at = created_at - by
       FROM (SELECT ends_at - now() + $2::int * interval '1 second' AS by FROM bookings WHERE id = $1) AS back WHERE id = $1`,
      [id, seconds],
    );
  };
  const signIn = async (caller: Caller, device = 'Firefox') => {
    const [row] = await domain.query<{ id: string }>(
      `INSERT INTO sessions (user_id, device, created_at) VALUES ($1, $2, now() - interval '1 day') RETURNING id`,
      [caller.userId, device],
    );
    return row?.id ?? '';
  };
  const connect = async (sessionId: string, from: number, until: number | null, gateway = randomUUID()) => {
    const [row] = await domain.query<{ id: string }>(`SELECT uuidv7(make_interval(secs => -$1::int)) AS id`, [
      from,
    ]);
    const ago = (seconds: number) => Date.now() - seconds * 1_000;
    await recordConnections(domain.db, gateway, {
      opened: [
        {
          ...{ id: row?.id ?? '', userId: user.userId, sessionId },
          ...{ connectedAt: ago(from), disconnectedAt: until === null ? null : ago(until) },
        },
      ],
      closed: [],
    });
    return gateway;
  };

  it('is all of it: events, notifications, devices, what they have shown, and what is to come', async () => {
    const booking = await book();
    await domain.renew(user, booking.id);
    await tellAll();
    const session = await signIn(user);
    await connect(session, 60, null);
    await recordShown(domain.db, [{ sessionId: session, userId: user.userId, seq: 1 }]);
    const { entries, booking: shown, summary, isComplete } = await read(booking.id);
    expect(isComplete).to.equal(true);
    expect(shown).to.include({
      id: booking.id,
      vehiclePlate: 'B-PM 1',
      status: 'active',
      userId: user.userId,
    });
    expect(of(entries, 'event')).to.include.members(['New booking', 'Booking renewed']);
    expect(of(entries, 'notification')).to.include('Notification "Booking renewed"');
    expect(of(entries, 'connected')).to.deep.equal(['Device 1 was connected already']);
    expect(of(entries, 'shown')).to.deep.equal(['Device 1 has shown "Booking renewed"']);
    expect(of(entries, 'deadline')).to.deep.equal(['Warning due', 'Ends']);
    expect(entries.filter(({ isProblem }) => isProblem)).to.deep.equal([]);
    expect(summary).to.match(/^Booked [^;]+; renewed [^;]+; warning due [^;]+; ends [^;]+\.$/);
    expect(entries[0]?.sinceMs).to.equal(0);
    expect(
      entries
        .slice(1)
        .every(({ at, sinceMs }, place) => Date.parse(at) - Date.parse(entries[place]?.at ?? '') === sinceMs),
    ).to.be.true;
  });

  it('is worded in the language that is asked for, but quotes notifications as they were told', async () => {
    const booking = await book();
    await domain.renew(user, booking.id);
    await tellAll();
    const { entries, summary } = await read(booking.id, 'es');
    expect(of(entries, 'event')).to.include.members(['Nueva reserva', 'Reserva renovada']);
    expect(of(entries, 'notification')).to.include('Notificación “Booking renewed”');
    expect(summary).to.match(/^Se reservó [^;]+; se renovó [^;]+; aviso previsto [^;]+; termina [^;]+\.$/);
  });

  it('says what an expiry came to', async () => {
    const booking = await book();
    const session = await signIn(user);
    await connect(session, 7_200, null);
    await endAgo(booking.id, -100);
    await sweepDeadlines(domain.db);
    await tellAll();
    await endAgo(booking.id, 3);
    await sweepDeadlines(domain.db);
    await tellAll();
    await recordShown(domain.db, [{ sessionId: session, userId: user.userId, seq: 2 }]);
    const { summary, entries } = await read(booking.id);
    expect(summary).to.match(
      /^Warned [^;]+, .* late, shown on 1 device; expired [^;]+ \(3(\.\d)? s late\), shown on 1 device\.$/,
    );
    expect(entries.filter(({ isProblem }) => isProblem).map(({ title }) => title)).to.deep.equal([
      'Booking expired',
    ]);
    expect(of(entries, 'superseded')).to.include('No longer true: "Booking about to expire"');
  });

  it('names jobs that wait, are tried again or were given up', async () => {
    const booking = await book();
    await domain.renew(user, booking.id);
    const events = domain.announced.splice(0);
    const waiting = await read(booking.id);
    expect(of(waiting.entries, 'job')).to.have.lengthOf(events.length);
    expect(waiting.entries.filter(({ isProblem }) => isProblem)).to.deep.equal([]);
    await domain.query(
      `UPDATE outbox SET attempts = 10, dead_at = now(), last_error = 'no such <b>thing</b>'
       WHERE event_id = (SELECT id FROM events WHERE booking_id = $1 AND type = 'booking.renewed')`,
      [booking.id],
    );
    const { entries, summary } = await read(booking.id);
    const [dead] = entries.filter(({ isProblem }) => isProblem);
    expect(dead).to.include({ kind: 'job', detail: 'no such <b>thing</b>' });
    expect(dead?.title).to.equal('Given up after 10 attempts: notifications of "Booking renewed"');
    expect(summary).to.contain('1 event given up: Booking renewed');
    await domain.query('TRUNCATE outbox');
  });

  it('marks a notification that was lost', async () => {
    const booking = await book();
    await domain.renew(user, booking.id);
    await tellAll();
    for (const lost of ['booking.renewed', 'booking.created'])
      await domain.query('DELETE FROM notifications WHERE event = $2 AND booking_id = $1', [
        booking.id,
        lost,
      ]);
    const { entries } = await read(booking.id);
    const problems = entries.filter(({ isProblem }) => isProblem);
    expect(problems.map(({ title }) => title)).to.deep.equal(['New booking', 'Booking renewed']);
    expect(problems[0]?.detail).to.contain('no notification for owner');
    expect(problems[1]?.detail).to.contain('no notification for user');
  });

  it('ends connections with a gateway that was killed, and leaves out those of other times', async () => {
    const booking = await book();
    const session = await signIn(user);
    await connect(session, 86_400, 86_000);
    const gateway = await connect(session, 1_800, null);
    await domain.query(
      `UPDATE gateways SET seen_at = clock_timestamp() + interval '1 second' WHERE id = $1`,
      [gateway],
    );
    expect(of((await read(booking.id)).entries, 'connected')).to.have.lengthOf(1);
    await endAgo(booking.id, -3_000);
    await domain.query(
      `UPDATE gateways SET seen_at = clock_timestamp() - interval '40 seconds' WHERE id = $1`,
      [gateway],
    );
    const { entries } = await read(booking.id);
    expect(of(entries, 'disconnected')).to.deep.equal(['Device 1 lost its server']);
  });

  it('carries names of any kind as text, and no control of the direction', async () => {
    const name = '<script>alert(1)</script> \u202Eمرحبا';
    await domain.query('UPDATE users SET name = $2 WHERE id = $1', [user.userId, name]);
    const booking = await book();
    await domain.renew(user, booking.id);
    await tellAll();
    await cancelBooking(domain.db, user, booking.id);
    const session = await signIn(user, 'Evil\u202E <b>browser</b>');
    await connect(session, 1_800, null);
    const { entries, booking: shown } = await read(booking.id);
    expect(shown.userName).to.equal(name);
    for (const { title, detail } of entries) expect(`${title}${detail ?? ''}`).not.to.contain('\u202E');
  });

  it('is of the newest 500 entries where a booking was renewed 300 times', async () => {
    const booking = await book();
    for (let n = 0; n < 300; n++) await domain.renew(user, booking.id, 1);
    await tellAll();
    const { entries, isComplete, summary } = await read(booking.id);
    expect(entries).to.have.lengthOf(500);
    expect(isComplete).to.equal(false);
    expect(entries.at(-1)).to.include({ kind: 'deadline', title: 'Ends' });
    expect(entries[0]?.sinceMs).to.equal(0);
    const last = entries.findLast(({ title }) => title === 'Booking renewed')?.at.slice(14, 23) ?? '';
    expect(summary).to.match(new RegExp(`; renewed 300 times, last [^;]*${last.replace('.000', '')};`));
  });

  it('is not there for a booking that is not there', async () => {
    let code: unknown;
    await readStory(domain.db, randomUUID(), 'en').catch(
      (error: unknown) => (code = (error as { code: string }).code),
    );
    expect(code).to.equal('not_found');
  });

  it('tells what became of each delivery over a slow channel, and why, with no address in an error', async () => {
    await domain.query('UPDATE users SET email_verified_at = now() WHERE id = $1', [user.userId]);
    const booking = await book();
    await endAgo(booking.id, 1);
    await sweepDeadlines(domain.db);
    await notify(domain.db, domain.announced.splice(0), silentLog, ['email']);
    const told = async (language: Language = 'en') =>
      of((await read(booking.id, language)).entries, 'delivery');
    const set = (change: string) =>
      domain.query(`UPDATE deliveries SET ${change} WHERE user_id = $1`, [user.userId]);
    expect(await told()).to.deep.equal(['E-mail due: "Booking expired", unless it is seen before']);
    await set(`attempts = 2, last_error = 'no mailbox for <a@b.example>'`);
    expect(await told()).to.deep.equal(['E-mail is tried again: "Booking expired", after 2 attempts']);
    const entry = (await read(booking.id)).entries.find(({ kind }) => kind === 'delivery');
    expect(entry).to.include({ isProblem: true, detail: 'no mailbox for (hidden)' });
    await set(`status = 'cancelled', reason = 'read', ended_at = now()`);
    expect(await told()).to.deep.equal(['E-mail not sent: "Booking expired", because it had been read']);
    expect(await told('es')).to.deep.equal([
      'Correo no enviado: “Booking expired”, porque ya se había leído',
    ]);
    await set(`status = 'failed', reason = NULL`);
    expect(await told()).to.deep.equal(['E-mail failed: "Booking expired", after 2 attempts']);
    await set(`status = 'sent', last_error = NULL`);
    expect(await told()).to.deep.equal(['E-mail sent: "Booking expired", at attempt 2']);
  });
});

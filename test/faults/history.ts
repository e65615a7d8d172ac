import type { Evidence } from './evidence.js';
import type { Attempt } from './recorder.js';

interface Line {
  at: number;
  text: string;
}

/** Everything that is known of a booking, event, notification, user or plate, in the order in which it happened. */
export function historyOf(id: string, evidence: Evidence): string {
  const { requests, events, notifications, clients, bookings, outages } = evidence;
  const about = related(id, evidence);
  const lines: Line[] = [];
  const add = (at: Date | number, text: string) => lines.push({ at: Number(at), text });

  for (const { action, target, attempts, verdict, userId } of requests) {
    if (!about.has(target) && userId !== id) continue;
    for (const { at, text, times } of condensed(attempts))
      add(at, `answer       ${action} ${target}: ${text}${times > 1 ? `, ${times} times` : ''} (${verdict})`);
  }
  for (const event of events) {
    if (!about.has(event.id)) continue;
    const { deadlineVersion, endsAt, amount } = event.payload;
    const money = amount === undefined ? '' : ` amount ${JSON.stringify(amount)}`;
    const facts = `version ${String(deadlineVersion)} ends ${String(endsAt)}${money}`;
    add(
      event.occurredAt,
      `event        ${event.type} ${event.id} ${facts}${event.pending ? ' not told' : ''}`,
    );
  }
  for (const row of notifications) {
    if (!about.has(row.id)) continue;
    const marks = `${row.readAt ? ' read' : ''}${row.archivedAt ? ' archived' : ''}`;
    add(row.createdAt, `notification ${row.event} ${row.id} number ${row.seq} of user ${row.userId}${marks}`);
  }
  for (const { name, shown, account } of clients) {
    for (const { id: shownId, seq, time } of shown) {
      if (about.has(shownId))
        add(time, `client       ${name} of user ${account.id} showed ${shownId}, number ${seq}`);
    }
  }
  for (const { what, from, to } of outages.all) {
    add(from, `fault        ${what} begins`);
    if (to !== Infinity) add(to, `fault        ${what} ends`);
  }
  const state = bookings.find((booking) => about.has(booking.id));
  return [
    `history of ${id}`,
    ...lines.sort((a, b) => a.at - b.at).map(({ at, text }) => `  ${new Date(at).toISOString()} ${text}`),
    ...(state ? [`  now          ${JSON.stringify(state)}`] : []),
  ].join('\n');
}

/** Attempts that went the same way one after the other, as one. */
function condensed(attempts: Attempt[]): { at: number; text: string; times: number }[] {
  const runs: { at: number; text: string; times: number }[] = [];
  for (const { at, status, detail } of attempts) {
    const text = `${status ?? 'none'} ${detail}`;
    const last = runs.at(-1);
    if (last?.text === text) last.times++;
    else runs.push({ at, text, times: 1 });
  }
  return runs;
}

/** The booking behind an id with all its events and notifications, or what little belongs to the id otherwise. */
function related(id: string, { events, notifications, bookings, payments }: Evidence): Set<string> {
  const row = notifications.find((notification) => notification.id === id);
  const event = events.find((one) => one.id === id || one.id === row?.eventId);
  const paid = payments.find((payment) => payment.id === id);
  const booking = bookings.find(
    (one) => one.id === (event?.bookingId ?? paid?.bookingId ?? id) || one.plate === id,
  );
  const about = new Set([id]);
  if (event) about.add(event.id);
  if (booking) about.add(booking.id).add(booking.plate);
  for (const one of payments) if (booking && one.bookingId === booking.id) about.add(one.id);
  for (const one of events) if (booking && one.bookingId === booking.id) about.add(one.id);
  for (const one of notifications) if (about.has(one.eventId) || one.userId === id) about.add(one.id);
  return about;
}

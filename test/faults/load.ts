import type { Booking } from '../../contract/api/bookings.js';
import type { Payment } from '../../contract/api/payments.js';
import type { Account } from '../harness/account.js';
import type { Cast } from './cast.js';
import type { Action, Recorded, Recorder } from './recorder.js';
import type { Random } from './random.js';

/** What happens how often, out of the sum of all. */
const weights = [
  ['book', 44],
  ['renew', 18],
  ['cancel', 8],
  ['decline', 4],
  ['verify', 12],
  ['reject', 4],
  ['read', 7],
  ['archive', 3],
] as const satisfies readonly (readonly [Action, number])[];

/** So many requests may wait for an answer; more would only queue up. */
const mostInFlight = 150;
/** So many bookings are remembered, to do something with. */
const mostOpen = 400;

interface Open {
  booking: Booking;
  user: Account;
}

/** People who book, pay, change their minds and read, at random, until told to stop. */
export class Load {
  private readonly open: Open[] = [];
  private readonly inFlight = new Set<Promise<unknown>>();
  private timer: NodeJS.Timeout | undefined;
  private plates = 0;

  constructor(
    private readonly cast: Cast,
    private readonly recorder: Recorder,
    private readonly random: Random,
    /** Of bookings that are meant to expire, in seconds. */
    private readonly longestShortSeconds = 4,
  ) {}

  start(perSecond: number): this {
    this.cast.loads.add(this);
    let doneUntil = performance.now();
    this.timer = setInterval(() => {
      // A busy machine keeps timers waiting; what was due meanwhile is made up for.
      for (; doneUntil < performance.now(); doneUntil += 1_000 / perSecond) {
        if (this.inFlight.size < mostInFlight) this.act();
      }
    }, 1_000 / perSecond);
    return this;
  }

  /** Resolves when every request that is under way has come to its verdict. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.cast.loads.delete(this);
    await Promise.all(this.inFlight);
  }

  /** Books a slot that nobody has picked before, if there is one. */
  async book(durationSeconds: number, user = this.random.pick(this.cast.users)): Promise<Recorded> {
    const target = `F${this.random.seed % 10_000}-${++this.plates}`;
    const slotId = this.random.pick(this.cast.slots);
    const paymentMethod = this.random.pick(['cash', 'card']);
    const body = { slotId, durationSeconds, vehiclePlate: target, paymentMethod };
    const request = await this.recorder.send(user, {
      ...{ action: 'book', target, method: 'POST', path: '/bookings', body },
    });
    if (request.verdict === 'ok') {
      this.open.push({ booking: request.body as unknown as Booking, user });
      if (this.open.length > mostOpen) this.open.shift();
    }
    return request;
  }

  private act(): void {
    const work = this.perform(this.choose()).catch((error: unknown) => {
      console.error('the load is at fault', error);
    });
    this.inFlight.add(work);
    void work.finally(() => this.inFlight.delete(work));
  }

  private choose(): Action {
    let left = this.random.between(1, 100);
    for (const [action, weight] of weights) {
      left -= weight;
      if (left <= 0) return action;
    }
    return 'book';
  }

  private async perform(action: Action): Promise<unknown> {
    const { random } = this;
    if (action === 'read' || action === 'archive') return this.tidyInbox(action);
    if (action === 'book' || this.open.length === 0) {
      const isShort = random.between(1, 3) > 1;
      return this.book(isShort ? random.between(1, this.longestShortSeconds) : random.between(300, 900));
    }
    // Taken out, so that nobody else does anything with it meanwhile and each effect has one cause.
    const [taken] = this.open.splice(random.between(0, this.open.length - 1), 1);
    if (!taken) return;
    const { booking, user } = taken;
    const owner = this.cast.ownerOf.get(booking.slotId) ?? this.cast.owner;
    const onBooking = {
      target: booking.id,
      method: 'POST',
      path: `/bookings/${booking.id}/${action}`,
    } as const;
    const reason = { reason: 'as the dice fell' };
    if (action === 'renew') {
      const durationSeconds = random.between(1, this.longestShortSeconds);
      this.putBack(
        taken,
        await this.recorder.send(user, { action, ...onBooking, body: { durationSeconds } }),
      );
    } else if (action === 'cancel') await this.recorder.send(user, { action, ...onBooking, body: {} });
    else if (action === 'decline') {
      const declined = await this.recorder.send(owner, { action, ...onBooking, body: reason });
      if (declined.verdict === 'ok') await this.refund(owner, declined.body as unknown as Booking);
    } else if (booking.payment.status !== 'pending') this.open.push(taken);
    else {
      const { id, amount } = booking.payment;
      // Most are over by then, and some of their slots are taken.
      const late = random.between(1, 3) === 1 ? { reinstate: true } : {};
      const body = action === 'verify' ? { amount, ...late } : reason;
      const onPayment = { target: id, method: 'POST', path: `/payments/${id}/${action}` } as const;
      this.putBack(taken, await this.recorder.send(owner, { action, ...onPayment, body }));
    }
  }

  /** Of what came of a request without an answer nobody knows enough to go on with it. */
  private putBack(taken: Open, { verdict, action, body }: Recorded): void {
    if (verdict === 'unknown') return;
    if (verdict === 'fail') this.open.push(taken);
    else if (action === 'renew') this.open.push({ ...taken, booking: body as unknown as Booking });
    else this.open.push({ ...taken, booking: { ...taken.booking, payment: body as unknown as Payment } });
  }

  private async refund(owner: Account, { payments }: Booking): Promise<void> {
    for (const { id, status } of payments) {
      if (status !== 'refund_due') continue;
      const onPayment = { target: id, method: 'POST', path: `/payments/${id}/refund` } as const;
      await this.recorder.send(owner, { action: 'refund', ...onPayment, body: {} });
    }
  }

  private async tidyInbox(action: 'read' | 'archive'): Promise<void> {
    const client = this.random.pick(this.cast.clients);
    const some = client.shown.at(-this.random.between(1, 10));
    if (!some) return;
    const { id } = some;
    await this.recorder.send(client.account, {
      ...{ action, target: id },
      ...(action === 'read'
        ? { method: 'POST', path: '/notifications/read', body: { ids: [id] } }
        : { method: 'DELETE', path: `/notifications/${id}` }),
    });
  }
}

import { expect } from 'chai';
import type { CreatedLot } from '../../contract/api/businesses.js';
import { Account } from '../harness/account.js';
import { ParkMate } from '../harness/parkmate.js';
import { isKind, type Kind } from './belongings.js';
import type { FuzzedRequest } from './requests.js';
import type { Received } from './send.js';
import { changedTables, takeSnapshot, type Snapshot } from './snapshot.js';
import { idOf, openWorld, type World } from './world.js';

/** Letters are written and never sent: nobody listens there. */
export const withMail = { SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'hello@parkmate.example' };

/** Of a large lot, so that smaller ones are booked too. */
const slotsToKeep = 10;

/** A ParkMate that nothing but requests changes, with things enough for generated requests to meet. */
export class FuzzStage {
  private readonly ids: Record<Kind, string[]>;

  private constructor(
    readonly parkmate: ParkMate,
    readonly world: World,
    /** Of sessions that nobody has used yet. */
    readonly cookies: string[],
    private snapshot: Snapshot,
  ) {
    const kinds = Object.keys(world.first.ids) as Kind[];
    this.ids = Object.fromEntries(
      kinds.map((kind) => [kind, [...world.first.ids[kind], ...world.second.ids[kind]]]),
    ) as Record<Kind, string[]>;
  }

  static async open(): Promise<FuzzStage> {
    const parkmate = await ParkMate.start({ env: withMail });
    const world = await openWorld(parkmate, 12);
    await addDearestLot(world);
    const cookies = await Promise.all([1, 2, 3].map((place) => cookieOf(parkmate.url, place)));
    for (const worker of parkmate.workers.splice(0)) await worker.stop();
    return new FuzzStage(parkmate, world, cookies, await takeSnapshot(parkmate.db));
  }

  /** Ids of things that exist, of either side; more of them as requests make more. */
  readonly idsOf = (kind: Kind): string[] => this.ids[kind];

  /** Lets later requests name what this one has made. */
  keep({ call }: FuzzedRequest, { status, text }: Received): void {
    const collection = call.split('/').at(-1) ?? '';
    if (status !== 201 || !isKind(collection)) return;
    const { id, slots = [] } = JSON.parse(text) as { id: string; slots?: { id: string }[] };
    this.ids[collection].push(id);
    this.ids.slots.push(...slots.slice(0, slotsToKeep).map((slot) => slot.id));
  }

  /** A token of a session of its own, since some requests sign out. */
  async tokenOf(caller: string | undefined): Promise<string | undefined> {
    const account = this.world.callers.find(({ name }) => name === caller)?.account;
    return account && Account.tokenFor(account.id, account.access);
  }

  /** The tables that have changed since this was asked last. */
  async changed(): Promise<string[]> {
    const before = this.snapshot;
    this.snapshot = await takeSnapshot(this.parkmate.db);
    return changedTables(before, this.snapshot);
  }

  /** @throws AssertionError when the API has crashed, or has met an error that it did not expect. */
  async assertHealthy(): Promise<void> {
    for (const { url, process } of this.parkmate.apis) {
      expect((await fetch(`${url}/readyz`)).status, process.log).to.be.oneOf([200, 503]);
      expect(process.log).not.to.match(/ error +api |uncaught|unhandled/i);
    }
  }

  /** A worker that has digested everything that was left behind. */
  async digest(): Promise<void> {
    const worker = await this.parkmate.addWorker();
    await this.parkmate.settled();
    expect(worker.log).not.to.match(/ error +worker |uncaught|unhandled/i);
  }

  close(): Promise<void> {
    return this.parkmate.stop();
  }
}

/** Whoever parks there for as long as they may pays as much as anybody can. */
async function addDearestLot({ first }: World): Promise<void> {
  const lot = await first.owner.ok<CreatedLot>('POST', `/businesses/${idOf(first, 'businesses')}/lots`, {
    name: 'Dearest',
    address: 'x',
    timezone: 'UTC',
    slotCount: 20,
    hourlyRate: { amount: 100_000_000, currency: 'EUR' },
  });
  first.ids.slots.push(...lot.slots.map(({ id }) => id));
}

async function cookieOf(url: string, place: number): Promise<string> {
  const body = { email: `cookie-${place}@example.test`, password: 'correct horse', name: 'x', role: 'user' };
  const response = await fetch(`${url}/api/auth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return response.headers.get('set-cookie')?.split(';')[0] ?? '';
}

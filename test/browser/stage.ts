import { expect } from 'chai';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { Booking } from '../../contract/api/bookings.js';
import type { CreatedLot } from '../../contract/api/businesses.js';
import { book, openLot } from '../harness/cast.js';
import { ParkMate, type Options } from '../harness/parkmate.js';
import { TestBrowser } from './browser.js';
import { Visitor } from './visitor.js';

/** The real processes and a real browser, with an owner, a lot and a user. */
export class Stage {
  private constructor(
    readonly parkmate: ParkMate,
    readonly browser: TestBrowser,
    readonly owner: Visitor,
    readonly user: Visitor,
    readonly lot: CreatedLot,
  ) {}

  static async set(options: Options = {}, lotName?: string): Promise<Stage> {
    const browser = new TestBrowser();
    const [parkmate] = await Promise.all([ParkMate.start(options), browser.start()]);
    const { url } = parkmate;
    const [owner, user] = await Promise.all([
      Visitor.register(url, 'owner', 'Otto'),
      Visitor.register(url, 'user'),
    ]);
    const { lot } = await openLot(owner, 12, lotName);
    return new Stage(parkmate, browser, owner, user, lot);
  }

  async strike(): Promise<void> {
    await this.browser.stop();
    await this.parkmate.stop();
  }

  /** Another user, so that tests do not hear each other's notifications. */
  newUser(): Promise<Visitor> {
    return Visitor.register(this.parkmate.url, 'user');
  }

  /** Somebody of a role that nobody can register with. */
  async newVisitor(role: 'admin' | 'operator'): Promise<Visitor> {
    const visitor = await Visitor.register(this.parkmate.url, 'user', role === 'admin' ? 'Grace' : 'Ada');
    await this.parkmate.db.query('UPDATE users SET role = $1 WHERE id = $2', [role, visitor.user.id]);
    return visitor.again();
  }

  /** A browser in which somebody is signed in, and its page. */
  async enter(
    visitor: Visitor,
    path = '/',
    options: BrowserContextOptions = {},
  ): Promise<{ context: BrowserContext; page: Page }> {
    const context = await this.browser.person(options);
    const page = await context.newPage();
    await visitor.signIn(page);
    if (path !== '/') await page.goto(`${this.parkmate.url}${path}`);
    return { context, page };
  }

  /** Books a slot that no other test has booked. */
  book(
    user: Visitor,
    durationSeconds = 3600,
    paymentMethod: 'cash' | 'card' = 'cash',
    vehiclePlate = 'B-PM 1',
  ): Promise<Booking> {
    return book(user, this.lot, this.nextSlot++, { durationSeconds, paymentMethod, vehiclePlate });
  }
  private nextSlot = 0;
}

/** Sets the stage before the tests of a suite, and strikes it after them. No page may have complained. */
export function useStage(options: Options = {}, lotName?: string): () => Stage {
  let stage: Stage | undefined;
  before(async function () {
    this.timeout(60_000);
    stage = await Stage.set(options, lotName);
  });
  afterEach(async () => {
    expect(await stage?.browser.closeAll()).to.deep.equal([]);
  });
  after(async function () {
    this.timeout(30_000);
    await stage?.strike();
  });
  return () => {
    if (!stage) throw new Error('the stage is not set');
    return stage;
  };
}

/** Toasts on the screen, by their title. */
export const toast = (page: Page, title: string) => page.locator('.toast').filter({ hasText: title });

export const unread = (page: Page, count: number) =>
  page.getByRole('button', { name: `Notifications, ${count} unread` }).waitFor();

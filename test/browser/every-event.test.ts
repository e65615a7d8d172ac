import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { catalog, type EventName } from '../../domain/events/catalog/index.js';
import type { EventDefinition } from '../../domain/events/catalog/define-event.js';
import { examples } from '../harness/event-examples.js';
import { useStage } from './stage.js';
import type { Visitor } from './visitor.js';

const desk = { viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' } as const;

/** Whoever the example is about: a user and an owner who are there, with a booking that ends in four minutes. */
function asTold(name: EventName, facts: Record<string, string>): unknown {
  const known = Object.entries({ ...examples['booking.created'], ...facts });
  const told = known.reduce(
    (text, [field, value]) =>
      typeof examples['booking.created'][field as never] === 'string'
        ? text.replaceAll(JSON.stringify(examples['booking.created'][field as never]), JSON.stringify(value))
        : text,
    JSON.stringify(examples[name]),
  );
  return JSON.parse(told);
}

describe('Every event of the catalogue, in a browser', function () {
  this.timeout(90_000);
  const stage = useStage();
  const people = {} as Record<'user' | 'owner', { visitor: Visitor; page: Page }>;
  let facts: Record<string, string>;

  async function openPages(): Promise<void> {
    for (const [name, visitor] of [
      ['user', stage().user],
      ['owner', stage().owner],
    ] as const)
      people[name] = { visitor, page: (await stage().enter(visitor, '/lots', desk)).page };
  }
  before(async () => {
    const { user, owner, lot } = stage();
    const { id, slotId } = await stage().book(user, 86_400);
    await stage().parkmate.settled();
    // What is still unread and new would be shown to whoever comes.
    for (const visitor of [user, owner])
      await visitor.ok('POST', '/notifications/read', { upTo: 2_147_483_647 });
    facts = {
      ...{ bookingId: id, slotId, userId: user.user.id, ownerId: owner.user.id },
      ...{ businessId: lot.businessId, lotId: lot.id },
    };
  });

  const toasts = (page: Page) => page.locator('.toast');
  const texts = (page: Page) => toasts(page).allTextContents();

  // Those to a whole audience are in toasts.test.ts and admin.test.ts.
  const names = (Object.keys(catalog) as EventName[]).filter(
    (name) => (catalog[name] as EventDefinition).broadcast(examples[name]) === null,
  );
  for (const name of names)
    it(`${name} is one toast for each whom it concerns, and none for others`, async () => {
      await openPages();
      const { recipients, content }: EventDefinition = catalog[name];
      const endsAt = new Date(Date.now() + 240_000).toISOString();
      const payload = asTold(name, { ...facts, endsAt });
      await stage().parkmate.db.query(
        'INSERT INTO events (type, booking_id, business_id, payload) VALUES ($1, $2, $3, $4)',
        [name, facts.bookingId, facts.businessId, JSON.stringify(payload)],
      );
      await stage().parkmate.settled();
      const { title } = content(payload, 'en');
      const concerned = recipients(payload);
      for (const { visitor, page } of Object.values(people)) {
        const isToHear = concerned.includes(visitor.user.id);
        if (isToHear) await toasts(page).first().waitFor();
        const shown = await texts(page);
        expect(shown, visitor.user.role).to.have.lengthOf(isToHear ? 1 : 0);
        if (isToHear && name !== 'booking.expiring') expect(shown[0]).to.include(title);
        await visitor.ok('POST', '/notifications/read', { upTo: 2_147_483_647 });
      }
    });
});

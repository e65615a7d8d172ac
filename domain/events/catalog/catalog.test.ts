import { expect } from 'chai';
import { roles } from '../../../contract/api/accounts.js';
import { languages } from '../../../contract/languages.js';
import { clientEvents } from '../../../contract/catalog.js';
import { catalog, definitionOf, supersededBy, type EventName } from './index.js';
import { examples } from '../../../test/harness/event-examples.js';

const names = Object.keys(catalog) as EventName[];
const definition = (name: string) => {
  const found = definitionOf(name);
  if (!found) throw new Error(`${name} is not declared`);
  return found;
};

describe('The event catalogue', () => {
  for (const name of names) {
    it(`${name} accepts its example and says something of it`, () => {
      const { payload, content, recipients } = definition(name);
      const parsed = payload.parse(examples[name]);
      for (const language of languages) {
        const told = content(parsed, language);
        expect(told.type).to.be.oneOf(['success', 'error', 'warning', 'info']);
        expect(told.title).to.match(/\S/);
        expect(told.message)
          .to.match(/\S/)
          .and.not.match(/undefined|null|NaN|\[object/);
      }
      for (const id of recipients(parsed)) expect(id).to.match(/^[0-9a-f-]{36}$/);
    });

    it(`${name} refuses a payload without its fields`, () => {
      expect(definition(name).payload.safeParse({}).success).to.equal(false);
    });

    it(`${name} supersedes declared events only, with its own payload`, () => {
      const { supersedes, payload } = definition(name);
      for (const [superseded, whose] of Object.entries(supersedes)) {
        expect(names).to.include(superseded);
        expect(whose(payload.parse(examples[name]))).to.have.length.above(0);
        expect(supersededBy(superseded)).to.include(name);
      }
    });
  }

  it('names to everybody what they may be told of, in every language, and to nobody else', () => {
    const roleOf: Record<string, string> = {};
    for (const name of names) {
      const { heardBy, recipients, payload, title, reach, broadcast } = definition(name);
      const example = payload.parse(examples[name]) as Record<string, unknown>;
      for (const [field, role] of [
        ['userId', 'user'],
        ['ownerId', 'owner'],
      ] as const)
        if (typeof example[field] === 'string') roleOf[example[field]] = role;
      const told = broadcast(example) === null ? recipients(example) : ['everybody'];
      expect(
        heardBy.every((role) => (roles as readonly string[]).includes(role)),
        name,
      ).to.equal(true);
      expect(heardBy.length === 0, name).to.equal(told.length === 0);
      if (broadcast(example) === null && !name.startsWith('alert.'))
        expect(heardBy, name).to.have.members(told.map((id) => roleOf[id]));
      expect([title !== null, reach !== null], name).to.deep.equal([told.length > 0, told.length > 0]);
      if (title)
        expect(new Set(languages.map((language) => title[language])).size).to.equal(languages.length);
    }
    expect(definition('broadcast.sent').heardBy).to.have.members(roles);
    expect(definition('alert.raised').heardBy).to.deep.equal(['operator']);
  });

  it('has the events that take the place of what a browser raises by itself', () => {
    for (const { replacedBy } of clientEvents) expect(names).to.include.members(replacedBy);
  });

  it('says the real lead of a warning', () => {
    const { content } = catalog['booking.expiring'];
    const message = (leadSeconds: number) =>
      content({ ...examples['booking.expiring'], leadSeconds }, 'en').message;
    expect(message(300)).to.equal('Your booking will expire in 5 minutes!');
    expect(message(60)).to.equal('Your booking will expire in 1 minute!');
    expect(message(90)).to.equal('Your booking will expire in 90 seconds!');
    expect(message(3600)).to.equal('Your booking will expire in 1 hour!');
  });

  it('says something else in Spanish, except of what people have written themselves', () => {
    const same = names.filter(
      (name) =>
        definition(name).content(examples[name], 'es').title ===
        definition(name).content(examples[name], 'en').title,
    );
    expect(same).to.deep.equal(['broadcast.sent']);
    const { content } = catalog['booking.expiring'];
    const message = (leadSeconds: number) =>
      content({ ...examples['booking.expiring'], leadSeconds }, 'es').message;
    expect(message(300)).to.equal('¡Tu reserva vence en 5 minutos!');
    expect(message(3600)).to.equal('¡Tu reserva vence en 1 hora!');
  });

  it('tells times on the clock of the lot', () => {
    const { message } = catalog['booking.created'].content(examples['booking.created'], 'en');
    expect(message).to.contain('13:00').and.contain('14:00');
  });

  it('knows nothing of what a newer release declares, nor of inherited names', () => {
    expect(definitionOf('booking.teleported')).to.equal(undefined);
    expect(definitionOf('constructor')).to.equal(undefined);
  });
});

import { expect } from 'chai';
import { languages, type Language } from '../../../contract/languages.js';
import { catalog, type EventName } from './index.js';
import { examples } from '../../../test/harness/event-examples.js';
import { isolate, sentence } from './wording.js';

const hebrew = 'אבג 123';
const override = '\u202e';

describe('A sentence', () => {
  it('isolates every value, so that one in Hebrew does not pull the next to its side', () => {
    expect(sentence`For ${hebrew}, ${'21 Nov'}.`).to.equal(`For \u2068${hebrew}\u2069, \u206821 Nov\u2069.`);
  });

  for (const control of [
    '\u061c',
    '\u200e',
    '\u200f',
    '\u202a',
    '\u202d',
    override,
    '\u2066',
    '\u2069',
    '\u202c',
  ]) {
    it(`leaves out U+${control.charCodeAt(0).toString(16)}, with which a value would reach beyond its place`, () => {
      expect(isolate(`a${control}b`)).to.equal('\u2068ab\u2069');
    });
  }
});

/** What somebody typed, as it may stand in rows that are older than the rule against it. */
const typed = ['lotName', 'vehiclePlate', 'employeeName', 'place', 'reason', 'slotCode'];

describe('The messages of the catalogue', () => {
  for (const name of Object.keys(catalog) as EventName[]) {
    const example: Record<string, unknown> = examples[name];
    const fields = typed.filter((field) => typeof example[field] === 'string' && field in example);
    for (const field of name.startsWith('business.') || name === 'car-wash.requested' ? [] : fields) {
      for (const language of languages)
        it(`${name} isolates ${field}, where it says it in ${language}`, () => {
          const value =
            field === 'reason' && name === 'booking.renewal-failed' ? 'slot_taken' : `${override}${hebrew}`;
          const content = catalog[name].content as (
            payload: unknown,
            language: Language,
          ) => { message: string };
          const { message } = content({ ...example, [field]: value }, language);
          expect(message).not.to.contain(override);
          if (message.includes(hebrew)) expect(message).to.contain(`\u2068${hebrew}\u2069`);
        });
    }
  }

  it('isolate a plate in the place where somebody works, too', () => {
    const { content } = catalog['employee.assigned'];
    const assigned = { ...examples['employee.assigned'], vehiclePlate: hebrew };
    expect(content(assigned, 'en').message).to.equal(
      `\u2068Grace\u2069 is assigned to the car wash of \u2068${hebrew}\u2069 at \u2068Central Garage\u2069.`,
    );
  });
});

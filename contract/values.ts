import { z } from 'zod';
import { minorUnitDigits } from './currencies.js';
import { isReadableZone } from './time-zone.js';

/** UUIDv7 in practice; any well-formed UUID is accepted, so that an unknown id is "not found" and not "malformed". */
export const id = z.guid().toLowerCase();

/** Joiners and selectors that letters of some scripts and emoji are written with; nobody sees them by themselves. */
const joining = String.raw`\u200c|\u200d|[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}]`;

/**
 * What nobody sees, and yet makes one text differ from another that looks the same, or hides words of its own: U+200B,
 * U+00AD, tags. The subdivisions of flags are written with tags, which is the one use of them that can be seen.
 */
const unseen = new RegExp(
  String.raw`(🏴[\u{e0020}-\u{e007e}]{1,8}\u{e007f})|(?!${joining})\p{Default_Ignorable_Code_Point}`,
  'gu',
);

/** Text without what nobody sees. What turns the direction of writing stays, and is refused. */
const seen = (text: string): string =>
  text.replace(unseen, (char, flag?: string) => flag ?? (/\p{Bidi_Control}/u.test(char) ? char : ''));

/**
 * Text without control characters (PostgreSQL cannot hold NUL, and the others forge log lines) and without what turns the
 * direction of writing (Unicode Annex 9), since it would turn around the sentence that the text stands in. It has
 * something to see: no spaces, marks or shapeless characters (U+2800, U+3164, U+FFFC) alone. No more than eight marks are on
 * one letter, or they would cover the lines above and below. One pattern, so that it is documented.
 */
const visibleLine =
  /^(?=.*(?![\u2800\ufffc\u{1d159}\p{Default_Ignorable_Code_Point}])[\p{L}\p{N}\p{P}\p{S}])(?!.*\p{M}{9})[^\p{Cc}\p{Cs}\p{Bidi_Control}\p{Noncharacter_Code_Point}\u2028\u2029\ufff9-\ufffb]*$/u;

/**
 * One line of human text, which people who did not write it will read.
 * @param normalize how it is kept; what is asked of it holds for that.
 */
export const line = (maxLength: number, normalize = (text: string) => text.trim()) =>
  z
    .string()
    .overwrite((text) => normalize(seen(text)))
    .min(1, { abort: true })
    .max(maxLength)
    .regex(
      visibleLine,
      'must be one line that can be seen, without control characters and without any that turn its direction',
    );

/** ISO 8601 in UTC with milliseconds, as every answer writes times. */
export const instant = z.iso.datetime({ precision: 3 });

/** An instant as a caller may write it: any precision, any offset. */
export const anyInstant = z.iso.datetime({ offset: true });

/** A price as somebody sets it: in a currency that can be paid with today. */
export const money = z
  .strictObject({
    amount: z.int().min(0).max(100_000_000),
    currency: z
      .string()
      .refine(
        (code) => minorUnitDigits.has(code),
        'must be the ISO 4217 code of a currency in use, in capitals, such as EUR',
      ),
  })
  .meta({
    id: 'Money',
    description: 'An amount in whole minor units (cents) of an active ISO 4217 currency.',
  });

/** A price as it was set once. Its currency may have gone out of use since, and is shown all the same. */
export const setMoney = z
  .object({ amount: z.int(), currency: z.string() })
  .meta({ id: 'SetMoney', description: 'An amount in whole minor units (cents) of an ISO 4217 currency.' });

export type Money = z.infer<typeof money>;

const timezones = new Set(Intl.supportedValuesOf('timeZone')).add('UTC').add('Etc/UTC');

/** An IANA time zone that this runtime can print times in. */
export const timezone = z
  .string()
  .max(64)
  .refine(
    // Looking up a name takes time in proportion to its length, and this is asked of those that are too long as well.
    (name) => timezones.has(name) || (name.length <= 64 && isAlias(name)),
    'must be an IANA time zone such as Europe/Berlin',
  );

/**
 * Aliases ("Asia/Calcutta") are missing from the list of supported values and yet work. So do names of ICU's own
 * ("SystemV/EST5"), which are no zones of IANA's: many browsers refuse them.
 */
const isAlias = (name: string) =>
  /^(?!SystemV\/)[A-Za-z]+\/[A-Za-z0-9_+\-/]+$/i.test(name) && isReadableZone(name);

/**
 * A whole number in a query, in plain digits. Converting whatever came would take an empty value for 0, and read 0x10,
 * 1e2 and blanks as numbers.
 */
export const wholeNumberQuery = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,16}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(min).max(max))
    .meta({ type: 'integer', minimum: min, maximum: max });

export const limitQuery = wholeNumberQuery(1, 100).default(20);

/** `?limit=&cursor=` of every list. */
export const pageQuery = z.strictObject({ limit: limitQuery, cursor: z.string().min(1).max(200).optional() });

export type PageQuery = z.infer<typeof pageQuery>;

/** A page of a list, newest first unless it says otherwise; `nextCursor` is null on the last one. */
export const page = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

export interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

export const idParams = z.strictObject({ id });

/** The body of a call that says everything by its address. Absent counts as empty. */
export const emptyBody = z.strictObject({}).default({});

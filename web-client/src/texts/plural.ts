/** The forms of a noun that the plural rules of a language tell apart, such as "slot" and "slots". */
type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** `counting('en-GB')(2, { one: 'slot', other: 'slots' })` is "2 slots". */
export function counting(locale: string): (count: number, forms: Forms) => string {
  const rules = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  return (count, forms) => `${numbers.format(count)} ${forms[rules.select(count)] ?? forms.other}`;
}

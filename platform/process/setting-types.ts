import { z } from 'zod';

/** Digits only: Number() would accept 0x10 and 1e2. */
export const wholeNumber = (min: number, max: number) => {
  const must = `must be a whole number from ${min} to ${max}, in plain digits`;
  return z
    .string()
    .trim()
    .regex(/^\d{1,16}$/, must)
    .transform(Number)
    .pipe(z.number().min(min, must).max(max, must));
};
export const port = wholeNumber(0, 65_535);
export const seconds = (min: number, max: number) => wholeNumber(min, max);
export const bound = (max: number) => wholeNumber(0, max);

const mustBeShare = 'must be a number from 0 to 1, such as 0.1';
export const share = z
  .string()
  .trim()
  .regex(/^(0|1|[01]?\.\d{1,9})$/, mustBeShare)
  .transform(Number)
  .pipe(z.number().max(1, mustBeShare));

/** One of a few words. */
export const choice = <const Words extends readonly string[]>(words: Words) =>
  z.enum(words, `must be one of ${words.join(', ')}`);

/** A text with a validator whose message follows the setting's name. */
export const checked = (problemOf: (text: string) => string | undefined) =>
  z.string().superRefine((text, problems) => {
    const problem = problemOf(text);
    if (problem !== undefined) problems.addIssue(problem);
  });

export const address = z.union(
  [z.ipv4(), z.ipv6()],
  'must be an address of this machine such as 127.0.0.1, or 0.0.0.0 or :: for all of them',
);

const hostName = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/i;
export const host = z.union(
  [z.ipv4(), z.ipv6(), z.string().regex(hostName).regex(/[a-z]/i)],
  'must be an address of this machine such as 127.0.0.1 or ::, or a host name such as localhost',
);

const badOrigin =
  'must be origins such as https://parkmate.example or http://localhost:3000, separated by commas: ' +
  'http or https, a host, a port where it is not the usual one, and nothing behind it';

/** Normalised as in the `Origin` header, or undefined. */
function originOf(text: string): string | undefined {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  return url.href === `${url.origin}/` && url.port !== '0' ? url.origin : undefined;
}

export const origins = z.string().transform((list, problems) => {
  const read = list.split(',').map((text) => originOf(text.trim()));
  const good = read.filter((origin) => origin !== undefined);
  if (good.length < read.length) problems.addIssue(badOrigin);
  return good;
});

const badUrl = 'must be an http or https URL such as http://127.0.0.1:4318, without user, query or fragment';
export const httpUrl = z
  .string()
  .trim()
  .refine((text) => {
    if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return false;
    const { username, password, search, hash } = new URL(text);
    return username + password + search + hash === '';
  }, badUrl);

import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

const plural = (count: number | bigint, word: string) => `${count} ${word}${Number(count) === 1 ? '' : 's'}`;

const sizes: Record<string, string> = { string: 'character', array: 'item' };

/** A readable message for a validation issue, phrased to follow the field's name. */
export function wordingOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined && issue.message.endsWith('received undefined')
        ? 'is required'
        : `must be ${article(issue.expected)}`;
    case 'too_small':
      if (issue.origin in sizes)
        return issue.minimum === 1
          ? 'must not be empty'
          : `must have at least ${sized(issue.minimum, issue.origin)}`;
      return `must be at least ${issue.minimum}`;
    case 'too_big':
      return issue.origin in sizes
        ? `must have at most ${sized(issue.maximum, issue.origin)}`
        : `must be at most ${issue.maximum}`;
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`;
    case 'invalid_format':
      return formats[issue.format] ?? issue.message;
    default:
      return issue.message;
  }
}

const formats: Record<string, string> = {
  email: 'must be an e-mail address',
  guid: 'must be an id',
  datetime: 'must be a time such as 2026-11-21T12:00:00Z',
};

const sized = (count: number | bigint, origin: string) => plural(count, sizes[origin] ?? 'item');

const article = (type: string) =>
  type === 'int' ? 'a whole number' : `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;

import type { LetterContent, LetterLink } from './letter-content.js';

/** The letter for those who read no HTML: the same words in the same order, with each address in full. */
export function renderText({
  title,
  paragraphs,
  items = [],
  facts = [],
  action,
  footer,
}: LetterContent): string {
  const parts = [
    title,
    ...paragraphs,
    ...items.map((item) => `${item.title}\n${item.message}\n${item.url}`),
    facts.map(({ label, value }) => `${label}: ${value}`).join('\n'),
    action ? line(action) : '',
    // Two hyphens and a space begin a signature, which readers show in grey and leave out of answers.
    ['-- ', ...footer.map((part) => (typeof part === 'string' ? part : line(part)))].join('\n'),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

const line = ({ label, url }: LetterLink) => `${label}: ${url}`;

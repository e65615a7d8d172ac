import { escapeHtml } from './escape-html.js';
import type { LetterContent, LetterLink } from './letter-content.js';
import { light, sans, styleSheet } from './letter-style.js';

/** As `escapeHtml`, with lines, and with `<bdi>` for the isolates around what people typed, which older readers show as boxes. */
const prose = (text: string): string =>
  escapeHtml(text)
    .replace(/\u2068([^\u2066-\u2069]*)\u2069/g, '<bdi>$1</bdi>')
    .replace(/[\u2066-\u2069]/g, '')
    .replace(/\r?\n/g, '<br>');

const text = `margin:0;font:400 16px/1.5 ${sans};color:${light.ink};overflow-wrap:anywhere`;
const small = `margin:0 0 8px;font:400 13px/1.5 ${sans};color:${light.muted}`;

const paragraph = (words: string) => `<p class="ink" style="${text};margin-bottom:16px">${prose(words)}</p>`;

const item = ({ title, message, url }: NonNullable<LetterContent['items']>[number]) =>
  `<div class="line" style="padding:14px 0 0;border-top:1px solid ${light.line}"><h2 class="ink" style="margin:0 0 2px;` +
  `font:600 16px/1.4 ${sans};color:${light.ink}"><a class="ink" href="${escapeHtml(url)}" style="color:${light.ink};` +
  `text-decoration:underline">${prose(title)}</a></h2>${paragraph(message)}</div>`;

const fact = ({ label, value }: { label: string; value: string }) =>
  `<tr><th class="muted line" scope="row" align="left" style="padding:8px 16px 8px 0;border-top:1px solid ${light.line};` +
  `font:400 14px/1.4 ${sans};color:${light.muted};white-space:nowrap;vertical-align:top">${prose(label)}</th>` +
  `<td class="ink line" width="100%" style="padding:8px 0;border-top:1px solid ${light.line};font:600 14px/1.4 ${sans};` +
  `color:${light.ink};overflow-wrap:anywhere">${prose(value)}</td></tr>`;

const button = ({ label, url }: LetterLink) =>
  `<a class="button" href="${escapeHtml(url)}" style="display:inline-block;padding:13px 22px;border-radius:10px;` +
  `background:${light.accent};color:${light.onAccent};font:600 16px/1.25 ${sans};text-decoration:none">${prose(label)}</a>`;

const footnote = (part: string | LetterLink) =>
  typeof part === 'string'
    ? `<p class="muted" style="${small}">${prose(part)}</p>`
    : `<p class="muted" style="${small}"><a class="muted" href="${escapeHtml(part.url)}" style="color:${light.muted};` +
      `text-decoration:underline">${prose(part.label)}</a></p>`;

/** What lists of letters show behind the subject, and spaces that keep them from showing more. */
const preview = (words: string) =>
  `<div style="display:none;max-height:0;overflow:hidden;mso-hide:all" aria-hidden="true">${prose(words)}${'&#847;&zwnj;&nbsp;'.repeat(60)}</div>`;

/** The letter as HTML: tables and styles of elements, as readers of mail want them, no image and nothing that is loaded. */
export function renderHtml(content: LetterContent): string {
  const { language, tone, title, paragraphs, items = [], facts = [], action, footer } = content;
  const table = 'role="presentation" cellpadding="0" cellspacing="0" border="0" width="100%"';
  return `<!doctype html>
<html lang="${language}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(title)}</title>
<style>
${styleSheet(tone)}
</style>
</head>
<body class="paper" style="margin:0;padding:0;background:${light.paper}">
${preview(paragraphs[0] ?? items.map((one) => one.title).join(' · '))}
<table ${table} class="paper" style="background:${light.paper}"><tr><td class="outer" align="center" style="padding:32px 16px">
<table ${table} style="max-width:560px;text-align:left"><tr><td style="padding:0 4px 14px">
<span class="sign" style="display:inline-block;width:26px;border-radius:7px;background:${light.accent};color:${light.onAccent};font:700 17px/26px ${sans};text-align:center" aria-hidden="true">P</span>
<span class="ink" style="font:650 17px/26px ${sans};color:${light.ink};padding-left:5px">ParkMate</span>
</td></tr><tr><td class="card" style="padding:26px 28px;background:${light.surface};border:1px solid ${light.line};border-top:4px solid ${light.tones[tone]};border-radius:14px">
<h1 class="ink" style="margin:0 0 12px;font:700 22px/1.3 ${sans};color:${light.ink};overflow-wrap:anywhere">${prose(title)}</h1>
${paragraphs.map(paragraph).join('\n')}
${items.map(item).join('\n')}
${facts.length > 0 ? `<table cellpadding="0" cellspacing="0" border="0" width="100%" style="margin:4px 0 22px">${facts.map(fact).join('')}</table>` : ''}
${action ? button(action) : ''}
</td></tr><tr><td style="padding:18px 4px 0">
${footer.map(footnote).join('\n')}
</td></tr></table>
</td></tr></table>
</body>
</html>
`;
}

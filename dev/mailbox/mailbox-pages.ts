import { escapeHtml } from '../../domain/deliveries/mail/escape-html.js';
import type { ParsedLetter } from './parse-letter.js';

/** A letter in the mailbox. */
export interface KeptLetter extends ParsedLetter {
  id: string;
  at: Date;
}

const style = `
:root{color-scheme:light dark}
body{margin:0;padding:24px 16px 48px;background:light-dark(#f5f4f0,#0e1117);color:light-dark(#16191f,#eceff4);font:16px/1.5 system-ui,sans-serif}
main{max-width:760px;margin:0 auto;overflow-wrap:anywhere}
h1{font-size:22px;line-height:1.3;margin:0 0 4px}
h2{font-size:17px;margin:28px 0 10px}
p,small{color:light-dark(#595f6b,#a0a9b8)}
a{color:light-dark(#1d4ed8,#8aaeff)}
ul{list-style:none;padding:0;margin:20px 0}
li{margin-bottom:8px;padding:14px 18px;background:light-dark(#fff,#171b24);border:1px solid light-dark(#dcd9d0,#2c3340);border-radius:12px}
li a{display:block;font-weight:600;text-decoration:none;min-height:24px}
small{font-size:14px}
li small{display:block}
iframe{box-sizing:border-box;width:100%;height:640px;border:1px solid light-dark(#dcd9d0,#2c3340);border-radius:12px;background:#fff}
pre{margin:0;padding:18px;white-space:pre-wrap;background:light-dark(#fff,#171b24);border:1px solid light-dark(#dcd9d0,#2c3340);border-radius:12px;font:14px/1.5 ui-monospace,monospace}
`;

const page = (title: string, body: string) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body><main>
${body}
</main></body>
</html>
`;

const when = (at: Date) =>
  `<time datetime="${at.toISOString()}">${at.toISOString().slice(0, 19).replace('T', ' ')} UTC</time>`;

const entry = ({ id, at, headers }: KeptLetter) =>
  `<li><a href="/dev/mail/${id}">${escapeHtml(headers.subject ?? '(no subject)')}</a>` +
  `<small>${escapeHtml(headers.to ?? '')}</small><small>${when(at)}</small></li>`;

/** All letters, the newest first. */
export const listPage = (letters: readonly KeptLetter[]): string =>
  page(
    'Mailbox',
    `<h1>Mailbox</h1>
<p>All mail of this ParkMate comes here and goes nowhere else. Load the page again to see what is new.</p>
${letters.length === 0 ? '<p>There is no mail yet. A letter comes when nobody has seen a warning for a while.</p>' : `<ul>${letters.map(entry).join('')}</ul>`}`,
  );

/** One letter as its readers see it, and as text. Its HTML runs no scripts, and its links open beside the page. */
export const letterPage = ({ at, headers, html, text }: KeptLetter): string =>
  page(
    headers.subject ?? '(no subject)',
    `<p><a href="/dev/mail">Mailbox</a></p>
<h1>${escapeHtml(headers.subject ?? '(no subject)')}</h1>
<p><small>From ${escapeHtml(headers.from ?? '')} to ${escapeHtml(headers.to ?? '')} · ${when(at)}</small></p>
${html === '' ? '' : `<iframe title="The letter" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${escapeHtml(html.replace('<head>', '<head><base target="_blank">'))}"></iframe>`}
<h2>As text</h2>
<pre>${escapeHtml(text)}</pre>`,
  );

import { createHash } from 'node:crypto';
import type { Language } from '../../../contract/languages.js';
import { escapeHtml } from '../../../domain/deliveries/mail/escape-html.js';
import { unsubscribeWords } from './unsubscribe-words.js';

const style = `
:root{color-scheme:light dark;--paper:light-dark(#f5f4f0,#0e1117);--surface:light-dark(#fff,#171b24);--ink:light-dark(#16191f,#eceff4);
--muted:light-dark(#595f6b,#a0a9b8);--line:light-dark(#dcd9d0,#2c3340);--accent:light-dark(#1d4ed8,#8aaeff);--on-accent:light-dark(#fff,#0b1226)}
body{margin:0;min-height:100dvh;display:grid;place-content:center;padding:24px 16px;box-sizing:border-box;background:var(--paper);color:var(--ink);
font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif}
main{max-width:460px;padding:28px;background:var(--surface);border:1px solid var(--line);border-radius:14px;overflow-wrap:anywhere}
h1{margin:0 0 12px;font-size:22px;line-height:1.3}
p{margin:0 0 20px;color:var(--muted)}
form{margin:0}
button,a{display:inline-block;box-sizing:border-box;min-height:48px;padding:12px 22px;border:0;border-radius:10px;background:var(--accent);color:var(--on-accent);
font:600 16px/24px system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;text-decoration:none;cursor:pointer}
button:focus-visible,a:focus-visible{outline:3px solid var(--accent);outline-offset:3px}
`;

/** The page has this style and nothing else: no script, no picture, and a form that leads here. */
export const unsubscribePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

interface Page {
  language: Language;
  /** What it says first, what explains it, and the way on. */
  heading: string;
  words: string;
  way: string;
}

const page = ({ language, heading, words, way }: Page) => `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(unsubscribeWords[language].title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escapeHtml(heading)}</h1>
<p>${escapeHtml(words)}</p>
${way}
</main>
</body>
</html>
`;

const toParkMate = (language: Language) => `<a href="/">${escapeHtml(unsubscribeWords[language].open)}</a>`;

/** Asks, since a link may be followed by a program that looks for viruses. @param what see `UnsubscribeWords.ask` */
export function askPage(language: Language, what: string | null): string {
  const { ask, kept, confirm } = unsubscribeWords[language];
  // Without an address the form leads to where the page came from, its token included.
  const way = `<form method="post"><button>${escapeHtml(confirm)}</button></form>`;
  return page({ language, heading: ask(what), words: kept, way });
}

export function donePage(language: Language, what: string | null): string {
  const { done, doneFor, again } = unsubscribeWords[language];
  return page({ language, heading: done, words: `${doneFor(what)} ${again}`, way: toParkMate(language) });
}

export function wrongLinkPage(language: Language): string {
  const { wrong, wrongBecause } = unsubscribeWords[language];
  return page({ language, heading: wrong, words: wrongBecause, way: toParkMate(language) });
}

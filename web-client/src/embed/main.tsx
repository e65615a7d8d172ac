/** `/embed/parkmate.js`, one file under one name: what other sites load. See docs/embedding.md. */
import { languageAmong } from '../../../contract/languages.js';
import { switchLanguage } from '../texts/texts-in.js';
import { BellElement } from './bell-element.js';
import { ToastsElement } from './toasts-element.js';

export { createUseParkMate, parkMate } from './park-mate.js';

const elements = { 'parkmate-bell': BellElement, 'parkmate-toasts': ToastsElement };
for (const [name, element] of Object.entries(elements)) {
  // A page that loads this file twice, under two addresses, goes on with the first.
  if (!customElements.get(name)) customElements.define(name, element);
}

/** The language of the page, as far as it is one of ours. */
const wanted = languageAmong([document.documentElement.lang, ...navigator.languages].filter(Boolean)) ?? 'en';
void switchLanguage(wanted).catch(() => undefined);

import base from '../styles/base.css?inline';
import bell from '../styles/bell.css?inline';
import controls from '../styles/controls.css?inline';
import inbox from '../styles/inbox.css?inline';
import motion from '../styles/motion.css?inline';
import notices from '../styles/notices.css?inline';
import toasts from '../styles/toasts.css?inline';
import tokens from '../styles/tokens.css?inline';
import embed from './embed.css?inline';
import { forShadowTree } from './for-shadow-tree.js';

let shared: CSSStyleSheet | undefined;

/** The style sheet of all elements. It is constructed, so that no Content-Security-Policy of the page refuses it. */
export function sheet(): CSSStyleSheet {
  if (!shared) {
    shared = new CSSStyleSheet();
    const texts = [tokens, base, controls, notices, motion, bell, inbox, toasts].map(forShadowTree);
    shared.replaceSync([...texts, embed].join('\n'));
  }
  return shared;
}

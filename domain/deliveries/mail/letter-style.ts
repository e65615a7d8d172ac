import type { NotificationType } from '../../../contract/notification.js';

interface Palette {
  paper: string;
  surface: string;
  ink: string;
  muted: string;
  line: string;
  accent: string;
  onAccent: string;
  tones: Readonly<Record<NotificationType, string>>;
}

/** The colours of the web client (`web-client/src/styles/tokens.css`), written out: mail readers know no variables. */
export const light: Palette = {
  ...{ paper: '#f5f4f0', surface: '#ffffff', ink: '#16191f', muted: '#595f6b', line: '#dcd9d0' },
  ...{ accent: '#1d4ed8', onAccent: '#ffffff' },
  tones: { success: '#14693a', warning: '#8a4b00', error: '#b3261e', info: '#1d4ed8' },
};

const dark: Palette = {
  ...{ paper: '#0e1117', surface: '#171b24', ink: '#eceff4', muted: '#a0a9b8', line: '#2c3340' },
  ...{ accent: '#8aaeff', onAccent: '#0b1226' },
  tones: { success: '#62d394', warning: '#f2b950', error: '#ff978d', info: '#8aaeff' },
};

export const sans = "system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

/** What a dark reader has instead of the styles of the elements, which are light. */
const darkRules = (tone: NotificationType, of = '') =>
  [
    `${of}.paper{background:${dark.paper}!important}`,
    `${of}.card{background:${dark.surface}!important;border-color:${dark.line}!important;border-top-color:${dark.tones[tone]}!important}`,
    `${of}.ink{color:${dark.ink}!important}`,
    `${of}.muted{color:${dark.muted}!important}`,
    `${of}.line{border-color:${dark.line}!important}`,
    `${of}.button,${of}.sign{background:${dark.accent}!important;color:${dark.onAccent}!important}`,
  ].join('\n');

/** The style sheet of a letter. Some readers drop it, so that everything but dark colours is said by the elements as well. */
export const styleSheet = (tone: NotificationType): string =>
  [
    ':root{color-scheme:light dark;supported-color-schemes:light dark}',
    'body{margin:0;padding:0;-webkit-text-size-adjust:100%}',
    '@media (max-width:480px){.outer{padding:12px 8px 24px!important}.card{padding:20px 18px!important}.button{display:block!important;text-align:center!important}}',
    `@media (prefers-color-scheme:dark){\n${darkRules(tone)}\n}`,
    // Outlook on the web takes no such query, and marks what it darkens.
    darkRules(tone, '[data-ogsc] '),
  ].join('\n');

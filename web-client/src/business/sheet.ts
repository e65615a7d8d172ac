import css from '../styles/business.css?inline';
import webhooks from '../styles/webhooks.css?inline';
import charts from '../styles/charts.css?inline';

// All other styles are one file, which everybody loads first. These are of owners and admins, and come with their pages.
const sheet = new CSSStyleSheet();
sheet.replaceSync(css + charts + webhooks);
document.adoptedStyleSheets.push(sheet);

import css from '../styles/operations.css?inline';

// All other styles are one file, which everybody loads first. These are of operators and admins, and come with their pages.
const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets.push(sheet);

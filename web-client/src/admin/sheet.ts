import '../business/sheet.js';
import '../operations/sheet.js';
import css from '../styles/admin.css?inline';

// Beside those of owners and operators, whose tables, figures and charts these pages show too.
const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets.push(sheet);

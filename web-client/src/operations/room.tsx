import { useLocation } from 'preact-iso';
import type { ComponentChild } from 'preact';
import css from '../styles/operations.css?inline';
import { NotFound } from '../views/not-found.js';
import { Audit } from './audit.js';
import { Bar } from './bar.js';
import { Overview } from './overview.js';
import { Queue } from './queue.js';
import { Results } from './results.js';
import { Story } from './story.js';

// All other styles are one file, which everybody loads first. These are of operators, and come with their pages.
const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets.push(sheet);

const pages: [RegExp, (part: string) => ComponentChild][] = [
  [/^(?:\/operations)?$/, () => <Overview />],
  [/^\/operations\/queues\/([a-z0-9-]+)$/, (name) => <Queue key={name} name={name} />],
  [/^\/operations\/audit$/, () => <Audit />],
  [/^\/operations\/bookings$/, () => <Results />],
  [/^\/operations\/bookings\/([\w-]+)$/, (id) => <Story key={id} id={id} />],
];

/** The pages of operators, which admins may read. One module: whoever opens one of them wants the others offline too. */
export default function OperationsRoom() {
  const path = useLocation().path.replace(/\/$/, '');
  for (const [pattern, show] of pages) {
    const match = pattern.exec(path);
    if (match) {
      return (
        <div class="ops">
          <Bar />
          {show(match[1] ?? '')}
        </div>
      );
    }
  }
  return <NotFound />;
}

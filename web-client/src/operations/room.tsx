import { useLocation } from 'preact-iso';
import type { ComponentChild } from 'preact';
import './sheet.js';
import { NotFound } from '../views/not-found.js';
import { Audit } from './audit.js';
import { Bar } from './bar.js';
import { Overview } from './overview.js';
import { matcherOf, operationsPaths } from './paths.js';
import { Queue } from './queue.js';
import { Results } from './results.js';
import { Story } from './story.js';

const pages: Record<keyof typeof operationsPaths, (part: string) => ComponentChild> = {
  overview: () => <Overview />,
  queue: (name) => <Queue key={name} name={name} />,
  audit: () => <Audit />,
  results: () => <Results />,
  story: (id) => <Story key={id} id={id} />,
};

const patterns = (Object.keys(pages) as (keyof typeof pages)[]).map(
  (name) => [name, matcherOf(operationsPaths[name])] as const,
);

/** The pages of operators, which admins may read. One module: whoever opens one of them wants the others offline too. */
export default function OperationsRoom() {
  const path = useLocation().path.replace(/\/$/, '') || operationsPaths.overview;
  for (const [name, pattern] of patterns) {
    const match = pattern.exec(path);
    if (match) {
      return (
        <div class="ops">
          <Bar />
          {pages[name](match[1] ?? '')}
        </div>
      );
    }
  }
  return <NotFound />;
}

import { Page } from '../ui/page.js';

export function NotFound() {
  return (
    <Page title="Page not found">
      <p>
        The page may have moved, or it is not yours to see. <a href="/">Go to the start</a>
      </p>
    </Page>
  );
}

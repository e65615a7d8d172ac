import { shell } from '../texts/shell.js';
import { Page } from '../ui/page.js';

export function NotFound() {
  const t = shell.value;
  return (
    <Page title={t.notFound.title}>
      <p>
        {t.notFound.text} <a href="/">{t.states.toStart}</a>
      </p>
    </Page>
  );
}

import '../styles/preferences.css';
import { readPreferences } from '../http/preferences.js';
import { preferencesWords } from '../texts/preferences.js';
import { Page } from '../ui/page.js';
import { Shown } from '../ui/states.js';
import { useResource } from '../ui/use-resource.js';
import { PreferencesForm } from './preferences-form.js';

/** How whoever is signed in is told of what happens while they look at no page. Everything on it comes from the server. */
export default function PreferencesView() {
  const t = preferencesWords.value;
  const preferences = useResource(readPreferences);
  return (
    <Page title={t.title} below={t.lead}>
      <Shown of={preferences} what={t.loading}>
        {(known) => <PreferencesForm known={known} saved={preferences.put} />}
      </Shown>
    </Page>
  );
}

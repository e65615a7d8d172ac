import { effect, untracked } from '@preact/signals';
import { render } from 'preact';
import { App } from './app.js';
import { goLive } from './live/live.js';
import { registerServiceWorker } from './service-worker/register.js';
import { restoreSession, session } from './session/session.js';
import './styles/index.css';
import { keepScrollPositions } from './ui/scroll-memory.js';
import './ui/theme.js';

effect(() => {
  const state = session.value;
  return state.status === 'signed-in' ? untracked(() => goLive(state.user)) : undefined;
});
void restoreSession();
keepScrollPositions();
registerServiceWorker();

const root = document.getElementById('app');
if (root) {
  root.replaceChildren();
  render(<App />, root);
}

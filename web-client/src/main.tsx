import { effect, untracked } from '@preact/signals';
import { render } from 'preact';
import { App } from './app.js';
import { goLive } from './live/live.js';
import { onWake } from './live/wake.js';
import { restoreSession, session } from './session/session.js';
import './styles/index.css';
import './ui/theme.js';

effect(() => {
  const state = session.value;
  return state.status === 'signed-in' ? untracked(() => goLive(state.user)) : undefined;
});
onWake(() => {
  if (session.peek().status === 'unreachable') void restoreSession();
});
void restoreSession();

const root = document.getElementById('app');
if (root) {
  root.replaceChildren();
  render(<App />, root);
}

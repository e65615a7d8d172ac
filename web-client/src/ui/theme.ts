import { effect, signal } from '@preact/signals';
import { stored } from '../stored.js';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const name = 'parkmate.theme';
const kept = stored.read(name);

/** Light, dark, or the system's preference. */
export const theme = signal<Theme>(themes.find((known) => known === kept) ?? 'system');

effect(() => {
  document.documentElement.dataset.theme = theme.value;
  stored.write(name, theme.value);
});

import { effect, signal } from '@preact/signals';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const name = 'parkmate.theme';
const stored = localStorage.getItem(name);

/** Light, dark, or as the device has it. */
export const theme = signal<Theme>(themes.find((known) => known === stored) ?? 'system');

effect(() => {
  document.documentElement.dataset.theme = theme.value;
  localStorage.setItem(name, theme.value);
});

import type { Preferences, PreferencesChange } from '../../../contract/api/preferences.js';
import { get, put } from './calls.js';

export const readPreferences = (signal?: AbortSignal) => get<Preferences>('/me/preferences', signal);
export const replacePreferences = put<PreferencesChange, Preferences>('/me/preferences');

import type { Language } from '../../../../contract/languages.js';
import { storyWords as en, type StoryWords } from './en.js';
import { storyWords as es } from './es.js';

export type { StoryWords };

/** What stories say, in every language. */
export const storyWords: Readonly<Record<Language, StoryWords>> = { en, es };

import type { Language } from '../../../contract/languages.js';
import type { NotificationType } from '../../../contract/notification.js';

export interface LetterLink {
  label: string;
  url: string;
}

interface LetterItem {
  title: string;
  message: string;
  url: string;
}

/** What a letter says, from which its HTML and its plain text are made. All of it is text: nothing in it is read as HTML. */
export interface LetterContent {
  language: Language;
  /** Its colour. */
  tone: NotificationType;
  /** Its subject, and its heading. */
  title: string;
  paragraphs: readonly string[];
  /** Several things that happened, where they are gathered in one letter. */
  items?: readonly LetterItem[];
  facts?: readonly { label: string; value: string }[];
  /** The one thing to do, as a button. */
  action?: LetterLink;
  /** Why it came, and how to have no more of them. */
  footer: readonly (string | LetterLink)[];
}

/** A letter as it is sent. */
export interface Letter {
  subject: string;
  html: string;
  text: string;
  headers: Record<string, string>;
}

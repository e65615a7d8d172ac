import { accountMailWords } from '../texts/account-mail.js';

/** Of a page without the token of its letter. */
export function NoLink() {
  return <p class="notice">{accountMailWords.value.noLink.text}</p>;
}

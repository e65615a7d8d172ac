import { maskText } from '../../platform/observability/mask.js';

const longestError = 500;
/** Masked before it is cut: half of a secret would not be recognized. */
const longestRead = 16_384;

/** @param whole linear, since an error may be long. */
const withoutAddresses = (whole: string) =>
  whole.replace(/\S+/g, (word) => (word.indexOf('@') > 0 ? '(hidden)' : word));

/** The text of an error without secrets and e-mail addresses. */
export const showError = (error: string | null | undefined, longest = longestError): string | null =>
  error == null ? null : withoutAddresses(maskText(error.slice(0, longestRead))).slice(0, longest);

/** Dialogs before what cannot be undone. */
export const confirmationTexts = {
  busy: 'One moment…',
};
export type ConfirmationTexts = typeof confirmationTexts;

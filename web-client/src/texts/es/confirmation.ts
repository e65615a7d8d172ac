import type { ConfirmationTexts } from '../en/confirmation.js';

export const texts: ConfirmationTexts = {
  busy: 'Un momento…',
};

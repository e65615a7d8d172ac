import type { CredentialsTexts } from '../en/credentials.js';

export const texts: CredentialsTexts = {
  email: 'Correo electrónico',
  emailMissing: 'Escribe tu correo electrónico.',
  password: 'Contraseña',
  passwordMissing: 'Escribe tu contraseña.',
  newPassword: 'Contraseña nueva',
  newPasswordHint: '10 caracteres o más',
  newPasswordMissing: 'Elige una contraseña.',
};

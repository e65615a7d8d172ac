/** The fields by which somebody shows who they are. */
export const credentialsTexts = {
  email: 'E-mail',
  emailMissing: 'Enter your e-mail address.',
  password: 'Password',
  passwordMissing: 'Enter your password.',
  newPassword: 'New password',
  newPasswordHint: '10 characters or more',
  newPasswordMissing: 'Choose a password.',
};
export type CredentialsTexts = typeof credentialsTexts;

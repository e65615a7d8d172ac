/** Signing in and making an account. */
export const gateTexts = {
  signIn: 'Sign in',
  signingIn: 'Signing in…',
  createAccount: 'Create an account',
  create: 'Create account',
  creating: 'Creating…',
  promise: 'Book a slot, and know the moment something happens to it.',
  hasEnded: 'Your session has ended, here or on another device. Sign in again to go on.',
  haveAccount: 'You have an account?',
  isNew: 'New here?',
  justLook: 'Just look at the lots',
  name: 'Name',
  nameMissing: 'Enter your name.',
  forgotten: 'Forgotten your password?',
  role: 'What brings you here?',
  roles: { user: 'I park', owner: 'I own a lot' },
};
export type GateTexts = typeof gateTexts;

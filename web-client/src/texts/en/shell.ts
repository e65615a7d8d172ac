/** What is on every page, and what pages have in common. */
export const shellTexts = {
  skip: 'Skip to the content',
  signingYouIn: 'Signing you in',
  signIn: 'Sign in',
  nav: {
    label: 'Main',
    park: 'Park',
    overview: 'Overview',
    lots: 'Lots',
    bookings: 'Bookings',
    payments: 'Payments',
    dashboard: 'Dashboard',
    business: 'Business',
    operations: 'Operations',
  },
  account: {
    title: 'Your account',
    signedInAs: {
      user: 'Signed in as user',
      owner: 'Signed in as owner',
      admin: 'Signed in as admin',
      operator: 'Signed in as operator',
    },
    appearance: 'Appearance',
    themes: { system: 'Auto', light: 'Light', dark: 'Dark' },
    language: 'Language',
    languageNotLoaded: 'The language could not be loaded',
    languageNotSaved: 'Your account keeps the other language',
    profile: 'Account and security',
    checkConnection: 'Check your connection and try again.',
    signOut: 'Sign out',
    stillSignedIn: 'Still signed in',
  },
  states: {
    loading: 'Loading',
    toStart: 'Go to the start',
    tryAgain: 'Try again',
  },
  lastKnown: (moment: string) => `Your bookings as of ${moment}`,
  ofSlot: (code: string) => `Slot ${code}, `,
  notFound: {
    title: 'Page not found',
    text: 'The page may have moved, or it is not yours to see.',
  },
  connection: {
    asking: (seconds: number) =>
      `No live connection. ParkMate asks for news every ${seconds} seconds instead.`,
    refused: 'Live updates are closed to this page. Reload it, or ask whoever runs ParkMate.',
    offline: 'You are offline. Your countdowns go on; everything else waits for the connection.',
    reconnecting: 'Reconnecting… What you see may be a moment old.',
  },
};
export type ShellTexts = typeof shellTexts;

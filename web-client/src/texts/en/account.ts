/** Somebody's own account. */
export const accountTexts = {
  title: 'Your account',
  language: {
    title: 'Language',
    hint: 'The pages, and what you are told of from now on.',
    legend: 'Language of ParkMate',
  },
  reach: { title: 'How we reach you', hint: 'Mail and push, quiet hours.', open: 'Choose how' },
  warning: {
    title: 'Before a booking ends',
    hint: 'Beside the warning on the screen, on this device.',
    sound: 'Play a sound',
    vibration: 'Vibrate',
  },
  password: {
    title: 'Password',
    hint: 'A new one signs you out everywhere else.',
    current: 'Current password',
    change: 'Change password',
    changing: 'Changing…',
    changed: 'Password changed',
    changedMore: 'You are signed out everywhere else.',
  },
  sessions: {
    title: 'Where you are signed in',
    loading: 'Loading where you are signed in',
    here: 'This device',
    since: (moment: string) => `since ${moment}`,
    lastUsed: (age: string) => `last used ${age}`,
    unknownDevice: 'Unknown device',
    /** "Chrome on Android" */
    device: (browser: string, system: string) => `${browser} on ${system}`,
    end: 'End session',
    ending: 'Ending…',
    endOf: (device: string) => `End the session of ${device}`,
    ended: (device: string) => `The session of ${device} has ended.`,
    endAll: 'Sign out everywhere',
    endAllSure: 'This device is signed out too.',
    yesEndAll: 'Yes, everywhere',
    keep: 'Stay signed in',
  },
};
export type AccountTexts = typeof accountTexts;

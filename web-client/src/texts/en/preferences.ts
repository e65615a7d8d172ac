/** How somebody is told of what happens while they look at no page. */
export const preferencesTexts = {
  title: 'How we reach you',
  lead: 'On an open page you see everything at once. This is for when you are not looking.',
  loading: 'Loading how we reach you',
  events: {
    title: { both: 'Mail and push', email: 'Mail', push: 'Push' },
    hint: 'Only what you have not seen: a mail waits a few minutes for you to look.',
    pushHint: 'Only while you are not looking at ParkMate.',
    event: 'What happens',
    email: 'Mail',
    push: 'Push',
    urgency: { warning: 'Warnings', task: 'Waiting for you', news: 'News' },
  },
  missing: {
    email: {
      not_verified: 'Mail: your address is not verified yet, so nothing is sent to it.',
      stopped: 'Mail: your address refuses our mail, so nothing is sent to it.',
      unavailable: 'Mail: this ParkMate sends none.',
    },
    push: {
      not_on_this_device: 'Push: it is not switched on in this browser.',
      unavailable: 'Push: this ParkMate sends none.',
    },
    verify: 'Verify it',
    switchOn: 'Switch it on',
  },
  quiet: {
    title: 'Quiet hours',
    on: 'Send nothing during certain hours',
    from: 'From',
    to: 'Until',
    timeMissing: 'Choose a time.',
    zone: 'Time zone',
    zoneHint: 'Such as Europe/Madrid',
    breakThrough: 'Let warnings through',
    off: 'Mail and push come at any hour.',
    /** "Nothing is sent by mail or push from 22:00 until 07:00." */
    when: (from: string, to: string) => `Nothing is sent by mail or push from ${from} until ${to}.`,
    later: (to: string) => `What is still true at ${to} is sent then.`,
    through: 'Warnings are sent all the same, at any hour.',
    before: (from: string) =>
      `Of a booking that ends in these hours you hear in the half hour before ${from}: no warning comes later.`,
    dropped: 'A warning that is over by then is not sent.',
  },
  digest: {
    title: 'News by mail',
    hint: 'Several in one letter. What waits for you, warnings and push come at once.',
    choices: { at_once: 'At once', hourly: 'Every hour', daily: 'At 8 in the morning' },
    /** For where `daily` and the zone are read together. */
    zone: 'Mornings are those of the time zone above.',
  },
  more: 'Language, sound and vibration are in',
  account: 'your account',
  neither:
    'This ParkMate sends neither. What happens to you is shown on open pages, and kept among your notifications.',
  saving: 'Saving…',
  saved: 'Saved',
  notSaved: 'Not saved',
};
export type PreferencesTexts = typeof preferencesTexts;

/** What people do about their accounts by e-mail. */
export const accountMailTexts = {
  toSignIn: 'Go to sign-in',
  toAccount: 'Go to your account',
  noLink: {
    text: 'Open the link in the e-mail: it works once. If you have opened it before, ask for another one.',
  },
  forgotten: {
    title: 'Forgotten your password?',
    lead: 'We send you a link by which you choose a new one.',
    send: 'Send the link',
    sending: 'Sending…',
    sent: 'Look into your mailbox',
    sentMore:
      'If there is an account with this address, an e-mail is on its way. The link in it works once, for 30 minutes. Nothing there? Look among the spam, and that the address is right.',
    again: 'Try another address',
  },
  reset: {
    title: 'Choose a new password',
    lead: 'It signs you out everywhere.',
    change: 'Change password',
    changing: 'Changing…',
    changed: 'Password changed',
    changedMore: 'Sign in with the new one.',
    another: 'Ask for another e-mail',
  },
  verify: {
    title: 'Is this address yours?',
    lead: 'ParkMate writes there when something happens and you are not looking.',
    confirm: 'Yes, it is mine',
    confirming: 'Confirming…',
    done: 'Your address is confirmed. You can choose in your account what is sent there.',
  },
  lift: {
    title: 'Sign in here all the same',
    lead: 'Somebody has entered wrong passwords too often. This browser may sign in nevertheless.',
    confirm: 'Let this browser sign in',
    confirming: 'One moment…',
    done: 'This browser may sign in now',
    doneMore: 'With your password, which is the same as before.',
  },
  address: {
    title: 'Confirm your e-mail address',
    text: 'Until then ParkMate sends no mail there of what happens to bookings. Open the link in the e-mail that we have sent you.',
    again: 'Send it again',
    sending: 'Sending…',
    sent: 'Look into your mailbox',
    sentMore: 'If the e-mail is not there in a minute, look among the spam.',
  },
};
export type AccountMailTexts = typeof accountMailTexts;

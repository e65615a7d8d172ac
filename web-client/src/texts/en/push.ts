/** Whether a device is told while no page is open. */
export const pushTexts = {
  title: 'While ParkMate is closed',
  hint: 'Notifications on this device: before a booking ends, with a button that renews it.',
  enable: 'Notify me on this device',
  busy: 'One moment…',
  blocked:
    'Notifications of this page are blocked. Allow them in the settings of the browser, beside its address, and come back.',
  install: 'On this device ParkMate has to be on the home screen first: Share, then “Add to Home Screen”.',
  unsupported: 'This browser cannot be notified while ParkMate is closed.',
  off: 'This installation of ParkMate sends no such notifications.',
};
export type PushTexts = typeof pushTexts;

/** What a device shows while no page is open. Read by the service worker alone. */
export const deviceTexts = {
  renew: (minutes: number, price: string) => `+${minutes} min (${price})`,
  view: 'View',
  over: 'This came too late to be of use. ParkMate shows what is true now.',
  renewing: 'Renewing…',
  renewed: 'Booking renewed',
  until: (slot: string, lot: string, time: string) => `${slot}, ${lot}: until ${time}`,
  failed: 'Not renewed',
  why: 'It was renewed already, the slot is taken, or the price has changed. Have a look.',
  unknown: 'ParkMate could not be reached. Open it to see whether the booking was renewed.',
};
export type DeviceTexts = typeof deviceTexts;

/** Car washes: an owner's page, and what a driver asks for. */
export const carWashesTexts = {
  title: 'Car washes',
  lead: 'Cars that are to be washed while they are parked in your lots.',
  which: 'Which car washes',
  tabs: { requested: 'To do', completed: 'Done', cancelled: 'Cancelled' },
  none: {
    requested: 'No car is waiting to be washed',
    completed: 'No car was washed yet',
    cancelled: 'No car wash was cancelled',
  },
  loading: 'Loading car washes',
  asked: 'Asked for',
  done: 'Washed',
  complete: 'The car is washed',
  ofBooking: 'Car wash',
  ask: 'Have the car washed',
  askAgain: 'Have it washed again',
  states: {
    requested: 'Asked for: the owner of the lot was told',
    completed: 'Your car was washed',
    cancelled: 'Not washed: the booking is over',
  },
};
export type CarWashesTexts = typeof carWashesTexts;

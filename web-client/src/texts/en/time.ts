/** Times, and what is left of them. */
export const timeTexts = {
  justNow: 'just now',
  lessThanAMinute: 'less than a minute',
  aMinute: 'a minute',
  isUp: 'Time is up.',
  isUpShort: 'time is up',
  left: 'left',
  timeLeft: 'Time left',
  /** Milestones, for screen readers. */
  lessThanLeft: (amount: string) => `Less than ${amount} left.`,
  /** "2:52 left" */
  stillLeft: (amount: string) => `${amount} left`,
  /** Between the start and the end of a range. */
  to: 'to',
  /** "Berlin time" */
  zoneOf: (place: string) => `${place} time`,
  timesAreIn: (zone: string) => `Times are in ${zone}.`,
};
export type TimeTexts = typeof timeTexts;

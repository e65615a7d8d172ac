/** The charts of an owner's dashboard. */
export const hoursTexts = {
  title: 'The last 24 hours',
  business: 'Business',
  loading: 'Loading the last hours',
  asOf: 'As of',
  occupancy: 'Occupancy',
  revenue: 'Revenue',
  ended: 'Expiries',
  summary: (now: string, most: string, at: string) => `${now} this hour, most ${most} at ${at}`,
  nothing: 'Nothing in these hours',
  asTable: 'As a table',
  hour: 'Hour',
};
export type HoursTexts = typeof hoursTexts;

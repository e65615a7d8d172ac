import type { BusinessHours } from '../../../contract/api/businesses.js';

/** What the charts show of one hour. */
export interface HourFigures {
  startsAt: string;
  /** Per cent of the slots there are now, a hundred at most: slots may have been retired since. */
  occupancy: number;
  /** Minor units by currency. */
  revenue: Record<string, number>;
  ended: number;
}

/** The figures of each hour, and the currencies that revenue came in. */
export function figuresOf({ hours, slots }: BusinessHours): { hours: HourFigures[]; currencies: string[] } {
  const currencies = new Set<string>();
  const figures = hours.map(({ startsAt, occupied, ended, revenue }): HourFigures => {
    for (const { currency } of revenue) currencies.add(currency);
    return {
      startsAt,
      ended,
      occupancy: slots === 0 ? 0 : Math.min((100 * occupied) / slots, 100),
      revenue: Object.fromEntries(revenue.map(({ currency, amount }) => [currency, amount])),
    };
  });
  return { hours: figures, currencies: [...currencies].sort() };
}

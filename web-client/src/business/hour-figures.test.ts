import { expect } from 'chai';
import { figuresOf } from './hour-figures.js';

const at = '2026-11-27T10:00:00.000Z';
const hour = { startsAt: at, occupied: 1.5, ended: 2, revenue: [{ amount: 250, currency: 'EUR' }] };
const read = { timezone: 'UTC', slots: 4, asOf: at, hours: [hour] };

describe('The figures of an hour', () => {
  it('are the share of the slots, and what came in each currency', () => {
    expect(figuresOf(read)).to.deep.equal({
      hours: [{ startsAt: at, occupancy: 37.5, ended: 2, revenue: { EUR: 250 } }],
      currencies: ['EUR'],
    });
  });

  it('are no more than all, where slots were retired since, and nothing without slots', () => {
    expect(figuresOf({ ...read, slots: 1 }).hours[0]?.occupancy).to.equal(100);
    expect(figuresOf({ ...read, slots: 0 }).hours[0]?.occupancy).to.equal(0);
  });

  it('name every currency once, and none where nothing came', () => {
    const other = {
      ...hour,
      revenue: [
        { amount: 1, currency: 'CHF' },
        { amount: 2, currency: 'EUR' },
      ],
    };
    expect(figuresOf({ ...read, hours: [hour, other, hour] }).currencies).to.deep.equal(['CHF', 'EUR']);
    expect(figuresOf({ ...read, hours: [{ ...hour, revenue: [] }] }).currencies).to.deep.equal([]);
  });
});

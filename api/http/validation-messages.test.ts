import { expect } from 'chai';
import type { z } from 'zod';
import { broadcastBody } from '../../contract/api/broadcasts.js';
import { bookingBody, renewalBody } from '../../contract/api/bookings.js';
import { registerBody } from '../../contract/api/accounts.js';
import { DomainError, type FieldError } from '../../domain/errors.js';
import { validate } from './validate.js';

function faults(schema: z.ZodType, value: unknown): FieldError[] {
  try {
    validate(schema, value);
  } catch (error) {
    if (error instanceof DomainError) return error.extra.errors ?? [];
    throw error;
  }
  return [];
}

/** What a caller is told of each field. */
const told = (schema: z.ZodType, value: unknown): Record<string, string> =>
  Object.fromEntries(faults(schema, value).map(({ path, message }) => [path, message]));

describe('The wording of what is wrong with a body', () => {
  it('names each field and what it must be', () => {
    const wrong = { email: 'nobody', password: 'short', name: ' ', role: 'admin', status: 'active' };
    expect(told(registerBody, wrong)).to.deep.equal({
      email: 'must be an e-mail address',
      password: 'must have at least 10 characters',
      name: 'must not be empty',
      role: 'must be one of user, owner',
      status: 'is not a field of this call',
    });
  });

  it('says what is missing, of another type, or out of bounds', () => {
    const schema = bookingBody({ minSeconds: 300, maxSeconds: 604_800 });
    const booking = { slotId: 'x', durationSeconds: 1.5, vehiclePlate: 7, startsAt: 'tomorrow' };
    expect(told(schema, booking)).to.deep.equal({
      slotId: 'must be an id',
      durationSeconds: 'must be a whole number',
      vehiclePlate: 'must be a string',
      paymentMethod: 'must be one of cash, card',
      startsAt: 'must be a time such as 2026-11-21T12:00:00Z',
    });
    expect(told(schema, { ...booking, durationSeconds: 1 })).to.include({
      durationSeconds: 'must be at least 300',
    });
    expect(told(schema, { ...booking, durationSeconds: 1e7 })).to.include({
      durationSeconds: 'must be at most 604800',
    });
  });

  it('gives bounds as numbers too', () => {
    const schema = renewalBody({ minSeconds: 300, maxSeconds: 604_800 });
    expect(faults(schema, { durationSeconds: 1 })).to.deep.equal([
      { path: 'durationSeconds', message: 'must be at least 300', atLeast: 300 },
    ]);
    expect(faults(schema, { durationSeconds: 1e7 })).to.deep.equal([
      { path: 'durationSeconds', message: 'must be at most 604800', atMost: 604_800 },
    ]);
  });

  it('says the same of a whole body', () => {
    expect(told(broadcastBody, { audience: 'users' })).to.deep.equal({
      title: 'is required',
      message: 'is required',
    });
    expect(told(broadcastBody, [])).to.deep.equal({ '': 'must be an object' });
  });
});

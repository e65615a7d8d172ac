import { z } from 'zod';
import type { ActOnJobsBody } from '../../../contract/api/operations.js';
import type { Database } from '../../../platform/postgres/database.js';
import type { JobMatch } from '../../../platform/redis/find-jobs.js';
import { findBookingEvents } from '../../events/find-booking-events.js';

const withEvents = z.object({ eventIds: z.array(z.string()) });

/** Jobs carry ids of events. Those of a booking are found in PostgreSQL, by an index. */
export async function jobMatch(
  db: Database,
  { jobName, error, bookingId }: Pick<ActOnJobsBody, 'jobName' | 'error' | 'bookingId'>,
): Promise<JobMatch> {
  if (bookingId === undefined) return { name: jobName, error };
  const events = await findBookingEvents(db, bookingId);
  return {
    ...{ name: jobName, error },
    payload: (payload) => {
      const { data } = withEvents.safeParse(payload);
      return data?.eventIds.some((id) => events.has(id)) ?? false;
    },
  };
}

/** A refusal's notification may come a little after its answer. */
const afterMs = 5_000;

const asked = new Map<string, number>();

/** Whether a renewal of this booking is answered where it was asked for in this tab, so that no toast need say it again. */
export const isAskedHere = (bookingId: unknown): boolean =>
  typeof bookingId === 'string' && asked.has(bookingId);

/** Renews, and says that this tab awaits the answer. */
export async function askedHere<Answer>(bookingId: string, renew: () => Promise<Answer>): Promise<Answer> {
  const change = (by: number) => {
    const count = (asked.get(bookingId) ?? 0) + by;
    if (count > 0) asked.set(bookingId, count);
    else asked.delete(bookingId);
  };
  change(1);
  try {
    return await renew();
  } finally {
    setTimeout(change, afterMs, -1);
  }
}

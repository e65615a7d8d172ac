import type { Database } from '../../platform/postgres/database.js';
import { statement } from '../../platform/postgres/statement.js';
import type { ChannelName } from './channel.js';
import type { ClaimedDelivery } from './claimed-delivery.js';
import { decide, isGathered, type CancelReason } from './decide.js';
import { claimedOf, gatheredOf, readDue, readDueNews, type DueRow } from './read-due-deliveries.js';

/** Longer than an attempt may take: until then nobody makes another one, and the process may die within it. */
const attemptLeaseSeconds = 60;

/** How many are decided in one transaction beyond those that may be sent, since some turn out not to be true any more. */
const decidedBeside = 100;

/** A letter with more is not read by anybody; the rest goes in another one. */
const mostInDigest = 200;

/** Locks the provider's row, so that all workers together keep to its rate, and decides whether it may be sent anything. */
const lockProvider = statement(
  'lock-delivery-provider',
  `INSERT INTO delivery_providers AS known (provider, tokens) VALUES ($1, $3::float8)
   ON CONFLICT (provider) DO UPDATE
   SET tokens = least($3::float8, known.tokens + $2::float8 * greatest(0, extract(epoch FROM clock_timestamp() - known.counted_at))),
       counted_at = clock_timestamp()
   RETURNING tokens, failures, coalesce(down_until > clock_timestamp(), false) AS "isDown"`,
);

const write = statement(
  'write-delivery-decisions',
  `UPDATE deliveries
   SET status = said.status, reason = said.reason,
       due_at = CASE WHEN said.status = 'sending' THEN statement_timestamp() + interval '${attemptLeaseSeconds} seconds'
                     ELSE coalesce(said.until, due_at) END,
       attempts = attempts + (said.status = 'sending')::int,
       ended_at = CASE WHEN said.status = 'cancelled' THEN clock_timestamp() END
   FROM unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[]) AS said (id, status, reason, until)
   WHERE deliveries.id = said.id`,
);

const spend = statement(
  'spend-delivery-tokens',
  `UPDATE delivery_providers
   SET tokens = tokens - $2::int,
       -- Of those that find it down no longer, one tries it.
       down_until = CASE WHEN failures > 0 AND $2::int > 0 THEN clock_timestamp() + interval '${attemptLeaseSeconds} seconds' ELSE down_until END
   WHERE provider = $1`,
);

export interface Claim {
  claimed: ClaimedDelivery[];
  cancelled: { channel: ChannelName; reason: CancelReason }[];
  /** Whether there is more that could be claimed now, or as soon as the rate allows. */
  isMore: boolean;
}

/**
 * Decides on what is due at one provider, and takes what is to be sent now, for one attempt each, warnings first. What is not true any more
 * is cancelled, and takes nothing from the provider's rate. A digest is one letter, whatever is in it.
 * @param perSecond how many all workers together may send there in a second
 */
export async function claimDeliveries(
  db: Database,
  provider: string,
  { perSecond = 1_000, most }: { perSecond?: number | undefined; most: number },
): Promise<Claim> {
  return db.transaction(async (tx) => {
    const burst = Math.max(1, perSecond / 10);
    const [state] = await tx.query<{ tokens: number; failures: number; isDown: boolean }>(lockProvider, [
      ...[provider, perSecond, burst],
    ]);
    const nothing: Claim = { claimed: [], cancelled: [], isMore: false };
    if (!state || state.isDown) return nothing;
    // Where it was down, one goes ahead.
    const allowed = Math.min(state.failures > 0 ? 1 : most, Math.floor(state.tokens));
    if (allowed === 0) return { ...nothing, isMore: true };
    const decided = allowed + decidedBeside;
    const rows = await tx.query<DueRow & Record<string, unknown>>(readDue, [provider, decided]);
    const claim = { ...nothing, isMore: rows.length === decided };
    const written: [id: string, status: string, reason: string | null, until: Date | null][] = [];
    /** By whose they are, and how they were tried: a letter that is sent again has in it what it had. */
    const digests = new Map<string, ClaimedDelivery>();
    const take = (row: DueRow) => {
      const decision = decide(row);
      if (decision.is === 'cancel') {
        claim.cancelled.push({ channel: row.channel, reason: decision.reason });
        written.push([row.id, 'cancelled', decision.reason, null]);
        return;
      }
      if (decision.is === 'wait') {
        written.push([row.id, 'due', null, decision.until]);
        return;
      }
      const key = `${row.user.id} ${row.attempts} ${row.mayHaveArrived}`;
      const digest = isGathered(row) ? digests.get(key) : undefined;
      const gathered = digest && digest.others.length < mostInDigest ? gatheredOf(row) : undefined;
      if (digest && gathered) digest.others.push(gathered);
      else if (!digest && claim.claimed.length < allowed) {
        const delivery = claimedOf(row);
        claim.claimed.push(delivery);
        if (isGathered(row)) digests.set(key, delivery);
      } else {
        claim.isMore = true;
        return;
      }
      written.push([row.id, 'sending', null, null]);
    };
    rows.forEach(take);
    if (digests.size > 0) {
      // One letter takes all news of a person, also what was not read with the others.
      const known = rows.map(({ id }) => id);
      const whose = [...digests.values()].map(({ user }) => user.id);
      const news = [provider, whose, known];
      (await tx.query<DueRow & Record<string, unknown>>(readDueNews, news)).forEach(take);
    }
    if (written.length > 0)
      await tx.query(
        write,
        [0, 1, 2, 3].map((column) => written.map((values) => values[column])),
      );
    if (claim.claimed.length > 0) await tx.query(spend, [provider, claim.claimed.length]);
    return claim;
  });
}

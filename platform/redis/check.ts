import { probeKey } from './keys.js';
import { emptyRequest, type RedisNeeds } from './needed-rights.js';
import { connectOnce } from './connection.js';
import { redisNodes } from './url.js';
import { isPassing, isReply, Refusals } from './refusals.js';

const oldestMajor = 7;
const policyNeeded = 'noeviction';

export type Verdict =
  /** `mayInfo` is false when the ACL refuses INFO, so that the settings are unknown. */
  | { is: 'granted'; version: string; mayInfo: boolean }
  /** A permanent refusal: only a change of Redis or of the settings helps. */
  | { is: 'refused'; problems: string[] }
  /** Unknown: unreachable, still loading, or failing over. */
  | { is: 'away'; reason: string };

/**
 * Tries every command and channel that a process needs, on a connection of its own and without side effects. It needs no
 * ACL rights beyond those: ACL GETUSER and ACL DRYRUN are for administrators only.
 */
export async function checkRedis(url: string, needs: RedisNeeds, name: string): Promise<Verdict> {
  const redis = connectOnce(url, name);
  const user = redis.options.username ?? 'default';
  const refusals = new Refusals(needs);
  let away: Error | undefined;
  const isCluster = redisNodes(url).length > 1;
  const judge = (error: Error, channel?: string) => {
    if (isReply(error) && !isPassing(error, isCluster)) refusals.add(error, channel);
    else away ??= error;
  };
  redis.on('error', judge);
  const ask = async (words: string[], channel?: string): Promise<string | undefined> => {
    try {
      const [command = '', ...args] = words;
      return String(await redis.call(command, ...args));
    } catch (error) {
      judge(error as Error, channel);
      return undefined;
    }
  };
  try {
    // The reason comes with the 'error' event; the rejection says only that the connection is closed.
    await redis.connect().catch(() => undefined);
    const [luaVersion, info] = await Promise.all([
      ask(['EVAL', 'return redis.REDIS_VERSION or ""', '0']),
      redis.info().catch(() => undefined),
      ...needs.commands.map((line) => ask(line.split(' ').map((word) => (word === 'k' ? probeKey : word)))),
      ...needs.publish.map((channel) => ask(['PUBLISH', channel, emptyRequest], channel)),
    ]);
    // One at a time: a refused channel makes the whole SUBSCRIBE fail.
    for (const channel of needs.subscribe) {
      await redis.subscribe(channel).catch((error: unknown) => {
        judge(error as Error, channel);
      });
    }
    for (const pattern of needs.psubscribe) {
      await redis.psubscribe(pattern).catch((error: unknown) => {
        judge(error as Error, pattern);
      });
    }
    const version = fieldOf(info, 'redis_version') ?? luaVersion;
    if (version !== undefined && !(Number.parseInt(version) >= oldestMajor)) {
      refusals.say(`it is too old (${version || 'older than 7'}): Redis ${oldestMajor} or Valkey is needed`);
    }
    const policy = fieldOf(info, 'maxmemory_policy');
    if (policy !== undefined && policy !== policyNeeded) {
      refusals.say(
        `its maxmemory-policy is ${policy}, under which it deletes jobs: it must be ${policyNeeded} (CONFIG SET maxmemory-policy ${policyNeeded})`,
      );
    }
    const problems = refusals.lines(user);
    if (problems.length > 0) return { is: 'refused', problems };
    if (away || version === undefined) return { is: 'away', reason: away?.message ?? 'it does not answer' };
    return { is: 'granted', version, mayInfo: info !== undefined };
  } finally {
    redis.disconnect();
  }
}

const fieldOf = (info: string | undefined, name: string) =>
  new RegExp(`^${name}:(.*?)\\s*$`, 'm').exec(info ?? '')?.[1];

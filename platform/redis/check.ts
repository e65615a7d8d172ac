import { probeKey } from './keys.js';
import { emptyRequest, type RedisNeeds } from './needed-rights.js';
import { connectOnce } from './connection.js';
import { redisNodes } from './url.js';
import { isPassing, isReply, Refusals } from './refusals.js';

const oldestMajor = 7;
const policyNeeded = 'noeviction';

export type Verdict =
  /** `mayInfo` is false where its settings could not be looked at. */
  | { is: 'granted'; version: string; mayInfo: boolean }
  /** It answers, and will answer the same until somebody changes it or the settings. */
  | { is: 'refused'; problems: string[] }
  /** Nothing is known: it does not answer, or is busy with itself. */
  | { is: 'away'; reason: string };

/**
 * Tries on a connection of its own, without changing anything, all that a process needs of Redis. What is asked there
 * may be asked by users of any rights: ACL GETUSER and ACL DRYRUN are for administrators.
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
    // Why it fails is said by the event, not by the rejection.
    await redis.connect().catch(() => undefined);
    const [luaVersion, info] = await Promise.all([
      ask(['EVAL', 'return redis.REDIS_VERSION or ""', '0']),
      redis.info().catch(() => undefined),
      ...needs.commands.map((line) => ask(line.split(' ').map((word) => (word === 'k' ? probeKey : word)))),
      ...needs.publish.map((channel) => ask(['PUBLISH', channel, emptyRequest], channel)),
    ]);
    // One by one, since a refused channel refuses those that are asked for along with it.
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

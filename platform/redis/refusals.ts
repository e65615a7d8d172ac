import { ReplyError } from 'ioredis';
import { keyRule, type RedisNeeds } from './needed-rights.js';

/** An error reply of Redis, as opposed to a connection error. */
export const isReply = (error: unknown): error is Error => error instanceof ReplyError;

/** Transient error replies: Redis is loading, failing over or overloaded. The command may be retried. */
const passing = /^(LOADING|BUSY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|ASK|ERR max number of clients)\b/;

/** Transient in a Cluster only, while slots move between nodes. */
const passingInCluster = /^(MOVED|READONLY)\b/;

export const isPassing = (error: Error, isCluster: boolean) =>
  passing.test(error.message) || (isCluster && passingInCluster.test(error.message));

/** The prefix of an EXEC that was refused. */
const aborted = /^EXECABORT .*?: /;

const deniedCommand = /^NOPERM\b.*\brun the '([^']+)'/;
const unknownCommand = /^ERR unknown (?:sub)?command '?`?"?([\w|]+)/;

/** Refused logins: a wrong or missing password, an unknown database number. */
const deniedEntry =
  /^(WRONGPASS|NOAUTH|DENIED)\b|^ERR (invalid password|DB index|invalid DB index|SELECT is not allowed)/;

/** Collects refusals into lines that name each missing right and the ACL command that grants it. */
export class Refusals {
  private readonly commands = new Set<string>();
  private readonly unknown = new Set<string>();
  private readonly channels = new Set<string>();
  private readonly others = new Set<string>();
  private keys = false;

  constructor(private readonly needs: RedisNeeds) {}

  /** @param channel that was published to or subscribed. */
  add(error: Error, channel?: string): void {
    const message = error.message.replace(aborted, '');
    const [, denied] = deniedCommand.exec(message) ?? [];
    const [, unknown] = unknownCommand.exec(message) ?? [];
    if (denied !== undefined) this.commands.add(denied.toLowerCase());
    else if (unknown !== undefined) this.unknown.add(unknown.toLowerCase());
    else if (message.startsWith('NOPERM')) {
      if (channel === undefined) this.keys = true;
      else this.channels.add(channel);
    } else if (deniedEntry.test(message)) this.others.add(message);
    else if (message.startsWith('READONLY')) {
      this.others.add('it is a replica, which takes no writes: REDIS_URL must name the primary');
    } else if (message.startsWith('MOVED')) {
      this.others.add(
        'it is a node of a Cluster, and another one holds the keys: REDIS_URL must name several nodes, or this one twice',
      );
    }
  }

  say(problem: string): void {
    this.others.add(problem);
  }

  /** All problems, with the ACL command to run as the last line. Empty when nothing was refused. */
  lines(user: string): string[] {
    const list = (names: Set<string>) => [...names].sort().join(', ');
    const lines = [...this.others];
    if (this.unknown.size > 0) lines.push(`it does not know the commands ${list(this.unknown)}`);
    const grants: string[] = [];
    if (this.keys) {
      lines.push(`user "${user}" may not read and write the keys ${keyRule.slice(1)}`);
      grants.push(keyRule);
    }
    // Redis checks command rights before key and channel rights: when all commands are refused, the others are unknown.
    const keyed = this.needs.commands.filter((line) => line.includes(' k'));
    if (keyed.every((line) => this.commands.has((line.split(' ')[0] ?? '').toLowerCase()))) {
      grants.push('resetkeys', keyRule, 'resetchannels', ...this.needs.channelRules);
    }
    if (this.channels.size > 0) {
      lines.push(`user "${user}" may not use the channels ${list(this.channels)}`);
      grants.push(...this.needs.channelRules);
    }
    if (this.commands.size > 0) {
      lines.push(`user "${user}" may not run the commands ${list(this.commands)}`);
      grants.push(...[...this.commands].sort().map((name) => `+${name}`));
    }
    if (grants.length > 0) lines.push(`to grant that: ACL SETUSER ${user} ${grants.join(' ')}`);
    return lines;
  }
}

import { expect } from 'chai';
import type { Redis } from 'ioredis';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { OwnRedis } from '../../test/harness/own-redis.js';
import { checkRedis, type Verdict } from './check.js';
import { apiNeeds, keyRule, workerNeeds, type RedisNeeds } from './needed-rights.js';

/** What the settings' page tells an administrator to paste. */
const documented = /ACL SETUSER parkmate (.*)/.exec(
  readFileSync(path.join(import.meta.dirname, '../../docs/settings.md'), 'utf8'),
)?.[1];

const needs = { api: apiNeeds, worker: workerNeeds };
const commandsOf = (of: RedisNeeds) => {
  const names = of.commands.map((line) => {
    const [command = '', subcommand = ''] = line.toLowerCase().split(' ');
    return command === 'script' ? `${command}|${subcommand}` : command;
  });
  const ofChannels = [
    ...(of.publish.length > 0 ? ['publish'] : []),
    ...(of.subscribe.length > 0 ? ['subscribe', 'psubscribe'] : []),
  ];
  return [...new Set([...names, ...ofChannels, 'eval'])].sort();
};

describe('What Redis must grant', function () {
  this.timeout(20_000);
  let server: OwnRedis;
  let admin: Redis;

  before(async () => {
    server = await OwnRedis.prepare();
    await server.start();
    admin = server.connect();
  });
  after(async () => {
    admin.disconnect();
    await server.close();
  });
  afterEach(() => admin.call('ACL', 'DELUSER', 'limited'));

  const urlOf = (user: string, password: string) => server.url.replace('//', `//${user}:${password}@`);
  const allow = (rules: string) =>
    admin.call('ACL', 'SETUSER', 'limited', 'on', '>right', ...rules.split(' '));
  const check = (of: RedisNeeds = apiNeeds, url = urlOf('limited', 'right')) =>
    checkRedis(url, of, 'test-check');
  const problemsOf = (verdict: Verdict) =>
    verdict.is === 'refused' ? verdict.problems.join('\n') : verdict.is;
  const everything = `${keyRule} ${apiNeeds.channelRules.join(' ')} +@all -@dangerous`;

  it('is what the settings say, and not INFO', async () => {
    expect(documented).to.match(/^on >\S+ /);
    await allow(documented?.replace(/^on >\S+ /, '') ?? '');
    for (const of of [apiNeeds, workerNeeds]) {
      const verdict = await check(of);
      expect(verdict).to.deep.include({ is: 'granted', mayInfo: false });
      expect(verdict)
        .to.have.property('version')
        .that.matches(/^\d+\.\d+\.\d+$/);
    }
    expect(await check(apiNeeds, server.url)).to.deep.include({ is: 'granted', mayInfo: true });
  });

  it('is tried without leaving anything behind', async () => {
    await allow(everything);
    await check(workerNeeds);
    expect(await admin.dbsize()).to.equal(0);
  });

  for (const [who, of] of Object.entries(needs)) {
    it(`is named command by command to the ${who}, with a line that grants it`, async () => {
      for (const command of commandsOf(of)) {
        await admin.call('ACL', 'DELUSER', 'limited');
        await allow(`${everything} -${command}`);
        const problems = problemsOf(await check(of));
        expect(problems, command).to.contain(`may not run the commands ${command}\n`);
        expect(problems).to.contain(`ACL SETUSER limited +${command}`);
      }
    });
  }

  const lacking = {
    'any right': 'reset',
    'the keys': everything.replace(keyRule, '~other:*'),
    'writing the keys': everything.replace(keyRule, `%R${keyRule}`),
    'the channels': everything.replaceAll(/&\S+/g, 'resetchannels'),
    'one channel': everything.replace('&socket.io#/dashboard#*', ''),
    'transactions and scripts': `${everything} -@transaction -@scripting`,
    'all that is not for reading': everything.replace('+@all -@dangerous', '-@all +@read'),
  };
  for (const [what, rules] of Object.entries(lacking)) {
    it(`is named all at once to a user who lacks ${what}, with a line that grants it`, async () => {
      await allow(`${rules} on >right`.replaceAll(/ +/g, ' '));
      const line = /ACL SETUSER limited (.*)/.exec(problemsOf(await check()))?.[1];
      expect(line).to.be.a('string');
      await admin.call('ACL', 'SETUSER', 'limited', ...(line ?? '').split(' '));
      expect(await check()).to.deep.include({ is: 'granted' });
    });
  }

  it('begins with letting one in', async () => {
    await allow(everything);
    expect(problemsOf(await check(apiNeeds, urlOf('limited', 'wrong')))).to.match(/^WRONGPASS/);
    expect(problemsOf(await check(apiNeeds, urlOf('nobody', 'right')))).to.match(/^WRONGPASS/);
    expect(problemsOf(await check(apiNeeds, `${urlOf('limited', 'right')}/99`))).to.contain('DB index');
    await admin.call('ACL', 'SETUSER', 'limited', 'off');
    expect(problemsOf(await check())).to.match(/^WRONGPASS/);
    await admin.config('SET', 'requirepass', 'secret');
    try {
      expect(problemsOf(await check(apiNeeds, server.url))).to.match(/^NOAUTH/);
    } finally {
      await admin.config('SET', 'requirepass', '');
    }
  });

  it('is no eviction of jobs', async () => {
    await admin.config('SET', 'maxmemory-policy', 'allkeys-lru');
    try {
      expect(problemsOf(await check(apiNeeds, server.url))).to.contain('maxmemory-policy is allkeys-lru');
    } finally {
      await admin.config('SET', 'maxmemory-policy', 'noeviction');
    }
  });

  it('cannot be had of a replica', async () => {
    await admin.replicaof('127.0.0.1', '1');
    try {
      expect(problemsOf(await check(apiNeeds, server.url))).to.contain('it is a replica');
    } finally {
      await admin.replicaof('NO', 'ONE');
    }
  });

  it('is unknown while Redis is away, or full and yet all right', async () => {
    expect(await check(apiNeeds, 'redis://127.0.0.1:1')).to.deep.include({ is: 'away' });
    await admin.config('SET', 'maxmemory', '1');
    try {
      expect(await check(workerNeeds, server.url)).to.deep.include({ is: 'granted' });
    } finally {
      await admin.config('SET', 'maxmemory', '0');
    }
  });

  it('covers what the scripts of BullMQ call that are used here', () => {
    const folder = path.join(
      path.dirname(createRequire(import.meta.url).resolve('bullmq')),
      '../esm/scripts',
    );
    const used =
      /^(addStandardJob|addDelayedJob|getCounts|moveTo(Active|Delayed|Finished)|retryJob|extendLocks?|releaseLock|moveStalledJobsToWait|saveStacktrace)-\d+\.js$/;
    const scripts = readdirSync(folder).filter((file) => used.test(file));
    expect(scripts).to.have.length(12);
    const called = scripts.flatMap((file) =>
      [...readFileSync(path.join(folder, file), 'utf8').matchAll(/call\(\s*["']([a-z]+)["']/gi)].map(
        ([, name = '']) => name.toLowerCase(),
      ),
    );
    expect(new Set(called).size).to.be.above(30);
    for (const of of [apiNeeds, workerNeeds]) expect(commandsOf(of)).to.include.members(called);
  });
});

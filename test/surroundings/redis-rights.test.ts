import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { apiNeeds, keyRule } from '../../platform/redis/needed-rights.js';
import { book, type Cast } from '../harness/cast.js';
import { Crowd } from '../harness/crowd.js';
import { runScript } from '../harness/node-process.js';
import { OwnRedis } from '../harness/own-redis.js';
import { ParkMate } from '../harness/parkmate.js';
import type { SupervisedProcess } from '../harness/supervised-process.js';
import { hereMs } from '../../dev/tests/machine.js';

const everything = `${keyRule} ${apiNeeds.channelRules.join(' ')} +@all -@dangerous`;

/** Of a process, in milliseconds, since it began. */
function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return 10 * (Number(fields[11]) + Number(fields[12]));
}

describe('A user of Redis with few rights', function () {
  this.timeout(60_000);
  let redis: OwnRedis;
  let admin: Redis;
  let parkmate: ParkMate;
  let cast: Cast;
  let crowd: Crowd;
  const userUrl = (password = 'right') => redis.url.replace('//', `//limited:${password}@`);
  const allow = (rules: string) => admin.call('ACL', 'SETUSER', 'limited', ...rules.split(' '));

  before(async () => {
    redis = await OwnRedis.prepare();
    await redis.start();
    admin = redis.connect();
    await allow(`on >right ${everything}`);
    parkmate = await ParkMate.start({ env: { REDIS_URL: userUrl() }, apis: 1, workers: 1 });
    cast = await parkmate.cast.business();
    crowd = await Crowd.gather(parkmate, [cast.user, cast.owner]);
  });
  after(async () => {
    crowd.close();
    await parkmate.stop();
    admin.disconnect();
    await redis.close();
  });

  /** Starts a process that is to end by itself. */
  const ends = (name: 'api' | 'worker', env: Record<string, string>) =>
    runScript(`${name}/main`, { ...parkmate.env, PORT: '0', ...env });

  const checks = async (url: string) => {
    const answer = await fetch(`${url}/readyz`);
    return ((await answer.json()) as { checks: Record<string, string> }).checks;
  };
  const allWell = { postgres: 'ok', redis: 'ok', worker: 'ok', migrations: 'ok' };
  const until = async (expected: Record<string, string>, url = parkmate.url) => {
    const deadline = performance.now() + 15_000;
    for (;;) {
      const found = await checks(url);
      if (JSON.stringify(found) === JSON.stringify(expected)) return;
      if (performance.now() > deadline) expect(found).to.deep.equal(expected);
      await wait(50);
    }
  };
  const processes = () => [...parkmate.apis.map((api) => api.process), ...parkmate.workers];

  /** Resolves when each has said once more what it is refused. */
  const noticesAgain = (who: SupervisedProcess[]) =>
    Promise.all(
      who.map((process) => {
        const refusal = 'redis refuses what this process needs';
        const times = process.log.split(refusal).length;
        return process.says(new RegExp(`(?:${refusal}[^]*){${times}}`));
      }),
    );

  it('needs none that are dangerous', async () => {
    await until(allWell);
    const before = crowd.heardSoFar;
    const booking = await book(cast.user, cast.lot, 0, { durationSeconds: 1 });
    await parkmate.completed([booking.id]);
    await crowd.hears(before + 4, 10_000);
    for (const { log } of processes()) {
      expect(log.match(/redis refuses INFO/g)).to.have.length(1);
      expect(log).not.to.match(/redis refused|ready check|IMPORTANT! Eviction/i);
    }
  });

  const refusals = {
    'a wrong password': { url: () => userUrl('wrong'), rules: '', said: /WRONGPASS/ },
    'no right to keys, channels and scripts': {
      url: userUrl,
      rules: 'resetkeys resetchannels -eval -evalsha',
      said: /read and write the keys [^]* use the channels .*socket\.io[^]* run the commands eval, evalsha\n/,
    },
  };
  for (const [what, { url, rules, said }] of Object.entries(refusals)) {
    it(`ends every process at its start that meets ${what}, with code 78 and what is missing`, async () => {
      // Of another name, so that those who run keep their rights.
      await admin.call('ACL', 'SETUSER', 'newcomer', 'on', '>right', ...everything.split(' '));
      if (rules !== '') await admin.call('ACL', 'SETUSER', 'newcomer', ...rules.split(' '));
      const REDIS_URL = url().replace('limited', 'newcomer');
      for (const end of await Promise.all(
        (['api', 'worker'] as const).map((name) => ends(name, { REDIS_URL })),
      )) {
        expect(end.code, end.said).to.equal(78);
        expect(end.said).to.match(said);
        expect(end.said).not.to.match(/unhandled|^ +at |right@/m);
      }
      await admin.call('ACL', 'DELUSER', 'newcomer');
    });
  }

  const withdrawals = {
    'scripts are': ['-eval -evalsha', '+eval +evalsha'],
    'blocking reads are': ['-bzpopmin', '+bzpopmin'],
    'publishing and the channels are': [
      '-publish resetchannels',
      `+publish ${apiNeeds.channelRules.join(' ')}`,
    ],
  };
  for (const [what, [withdraw = '', grant = '']] of Object.entries(withdrawals)) {
    it(`is noticed when ${what} withdrawn, costs no time of the processor, and works again when it is granted`, async () => {
      await until(allWell);
      const noticed = noticesAgain(what === 'blocking reads are' ? parkmate.workers : processes());
      await allow(withdraw);
      await noticed;
      const startedAt = performance.now();
      const cpuBefore = processes().map(({ pid }) => cpuMs(pid));
      const before = crowd.heardSoFar;
      const booking = await book(cast.user, cast.lot, 1, { durationSeconds: 1 });
      await parkmate.completed([booking.id]);
      await wait(Math.max(0, 1_500 - (performance.now() - startedAt)));
      const tookMs = performance.now() - startedAt;
      for (const [n, { pid, name }] of processes().entries()) {
        const busyMs = cpuMs(pid) - (cpuBefore[n] ?? 0);
        expect(busyMs, `milliseconds of the processor that the ${name} took in ${tookMs}`).to.be.below(
          tookMs / 3,
        );
      }

      await allow(grant);
      await until(allWell);
      await crowd.hears(before + 4, 15_000);
      await crowd.expectWholeInboxes(parkmate);
    });
  }

  it('may lose its password while everything runs, and get it back', async () => {
    await allow('resetpass >another');
    await admin.call('CLIENT', 'KILL', 'USER', 'limited');
    await until({ ...allWell, redis: 'down', worker: 'down' });
    const booking = await book(cast.user, cast.lot, 2, { durationSeconds: 1 });
    await parkmate.completed([booking.id]);
    const before = crowd.heardSoFar;
    await allow('resetpass >right');
    await until(allWell);
    await crowd.hears(before + 4, 15_000);
    await crowd.expectWholeInboxes(parkmate);
  });

  it('may come with a Redis that was away when everything started', async () => {
    const later = await OwnRedis.prepare();
    const late = await ParkMate.start({
      env: { REDIS_URL: later.url.replace('//', '//limited:right@') },
      apis: 1,
      workers: 1,
    });
    try {
      await later.start();
      const both = [...late.apis.map((api) => api.process), ...late.workers];
      await Promise.all(
        both.map((process) => process.says(/redis refuses what this process needs.*WRONGPASS/)),
      );
      await later.command('ACL', 'SETUSER', 'limited', 'on', '>right', ...everything.split(' '));
      await until(allWell, late.url);
      for (const { log } of both) expect(log.match(/ redis refuses what/g)).to.have.length(1);
    } finally {
      await late.stop();
      await later.close();
    }
  });

  it('stops no process from stopping when it is asked to', async () => {
    await allow('-@all');
    await until({ ...allWell, redis: 'down', worker: 'down' });
    const startedAt = performance.now();
    for (const process of processes()) {
      await process.stop();
      expect(process.log).not.to.match(/forced to stop|unhandled/);
    }
    expect(performance.now() - startedAt).to.be.below(hereMs(6_000));
  });
});

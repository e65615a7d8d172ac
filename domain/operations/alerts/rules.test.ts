import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { Misconfiguration } from '../../../platform/misconfiguration.js';
import { judge, type AlertRule } from './alert-rule.js';
import type { AlertLimits } from './alert-limits.js';
import { checkAlertRules } from './check-alert-rules.js';
import type { ReadingName, Readings } from './readings.js';
import { alertRules } from './rules.js';

const limits: AlertLimits = {
  ...{ expiryLagMs: 5_000, queueWaitMs: 30_000, failedJobs: 10, pausedMs: 600_000, outboxLagMs: 10_000 },
  ...{ workerSilenceMs: 15_000, clearAfterMs: 15_000, replicationLagMs: 30_000 },
  ...{ redisMemoryPercent: 90, connectionsPercent: 90, diskPercent: 90 },
};
const queue = { name: 'notify', oldestWaitingMs: 30_000, failed: 10, paused: false };
const redis = { usedBytes: 90, maxBytes: 100, evictionPolicy: 'noeviction' };

/** Of each rule: its reading, one at its limit, one beyond it, and how its message says the figure. */
const cases: Record<string, [ReadingName, unknown, unknown, string]> = {
  'expiry-lag': [
    'deadlineLag',
    { expiryMs: 5_000, warningMs: 9_000 },
    { expiryMs: 6_000, warningMs: 0 },
    '6 s',
  ],
  'warning-lag': [
    'deadlineLag',
    { expiryMs: 9_000, warningMs: 5_000 },
    { expiryMs: 0, warningMs: 6_000 },
    '6 s',
  ],
  'queue-wait': ['queues', [queue], [{ ...queue, oldestWaitingMs: 31_000 }], '31 s'],
  'failed-jobs': ['queues', [queue], [queue, { ...queue, failed: 11 }], '11'],
  'queue-paused': ['queues', [queue], [{ ...queue, paused: true }], 'over 600 s'],
  'dead-events': ['outbox', { overdueMs: 0, dead: 0 }, { overdueMs: 0, dead: 1 }, '1'],
  'outbox-lag': ['outbox', { overdueMs: 10_000, dead: 1 }, { overdueMs: 12_000, dead: 0 }, '12 s'],
  'no-worker': ['hasWorker', true, false, 'over 15 s'],
  'redis-unreachable': ['redisTrouble', undefined, 'Connection is closed.', 'Connection is closed.'],
  'redis-memory': ['redisServer', redis, { ...redis, usedBytes: 95 }, '95 %'],
  'redis-eviction': ['redisServer', redis, { ...redis, evictionPolicy: 'allkeys-lru' }, 'allkeys-lru'],
  'postgres-connections': ['connections', { used: 90, max: 100 }, { used: 91, max: 100 }, '91 of 100'],
  'replication-lag': ['replicas', [{ name: 'r', lagMs: 30_000 }], [{ name: 'r', lagMs: 40_000 }], '40 s'],
  'disk-space': ['diskPercent', 90, 91, '91 %'],
};

const problemsOf = (rules: readonly AlertRule[]): string[] => {
  try {
    checkAlertRules(rules, limits);
    return [];
  } catch (error) {
    if (error instanceof Misconfiguration) return error.problems;
    throw error;
  }
};

describe('Alert rules', () => {
  for (const rule of alertRules) {
    it(`${rule.name} finds what is beyond its limit, and says the figure`, () => {
      const [reads, fine, bad, figure] = cases[rule.name] ?? [];
      expect(rule.reads).to.equal(reads);
      expect(judge(rule, fine as Readings[ReadingName], limits)).to.deep.equal([]);
      const [found, ...others] = judge(rule, bad as Readings[ReadingName], limits);
      expect(others).to.deep.equal([]);
      expect(found?.figure).to.equal(figure);
      expect(found?.says.en).to.contain(figure);
      for (const number of figure?.match(/\d+/g) ?? [figure]) expect(found?.says.es).to.contain(number);
      expect(found?.says.es).not.to.equal(found?.says.en);
    });
  }

  it('find no memory of Redis without a limit', () => {
    const rule = alertRules.find(({ name }) => name === 'redis-memory');
    if (!rule) throw new Error('no rule');
    expect(judge(rule, { ...redis, usedBytes: 1e12, maxBytes: null }, limits)).to.deep.equal([]);
  });

  it('have a section of their name each in the guide, and no section is left over', () => {
    const guide = readFileSync('docs/operating.md', 'utf8');
    const [, alerts = ''] = /^## Alerts$(.*?)(?=^## |(?![\s\S]))/ms.exec(guide) ?? [];
    const titles = [...alerts.matchAll(/^### (.*)$/gm)].map(([, title]) => title);
    expect(titles).to.have.members(alertRules.map(({ name }) => name));
    for (const section of alerts.split(/^### .*$/m).slice(1))
      for (const part of ['**Means:**', '**Look at:**', '**Do:**']) expect(section).to.contain(part);
  });

  it('are declared as they must be, or a process does not start', () => {
    expect(problemsOf(alertRules)).to.deep.equal([]);
    const [rule] = alertRules;
    if (!rule) throw new Error('no rule');
    expect(problemsOf([rule, rule])).to.deep.equal(['expiry-lag: two rules have this name']);
    expect(problemsOf([{ ...rule, name: 'Expiry Lag' }])).to.deep.equal([
      'Expiry Lag: its name is not in kebab-case',
    ]);
    expect(problemsOf([{ ...rule, holdMs: () => NaN }])[0]).to.match(/^expiry-lag: it must hold for NaN ms/);
  });
});

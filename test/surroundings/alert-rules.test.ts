import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alertRules, dashboardQueries, observabilityFolder } from '../harness/observability-files.js';
import { healthy, raises } from './alert-rule-cases.js';
import { installedProgram } from './installed-program.js';

const rulesFile = join(observabilityFolder, 'alert-rules.yml');

describe('The alert rules for Prometheus', function () {
  this.timeout(120_000);
  let promtool: string;
  let temporary: string;

  before(async () => {
    promtool = await installedProgram('promtool', { debianPackage: 'prometheus' });
    temporary = mkdtempSync(join(tmpdir(), 'parkmate-rules-'));
  });
  after(() => {
    rmSync(temporary, { recursive: true, force: true });
  });

  const run = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(promtool, args, { encoding: 'utf8' });
    return { status, said: stdout + stderr };
  };

  /** Replays series to the rules, at five seconds, for twenty minutes. @returns what differs from the alerts that must be raised. */
  const replay = (name: string, series: Record<string, string | undefined>, expected: string[]) => {
    const given = Object.entries(series).filter(([, values]) => values !== undefined);
    const test = {
      rule_files: [rulesFile],
      evaluation_interval: '5s',
      tests: [
        {
          interval: '5s',
          input_series: given.map(([series, values]) => ({ series, values })),
          promql_expr_test: [
            {
              expr: 'count by (alertname) (ALERTS{alertstate="firing"})',
              eval_time: '19m',
              exp_samples: expected.map((alert) => ({ labels: `{alertname="${alert}"}`, value: 1 })),
            },
          ],
        },
      ],
    };
    const file = join(temporary, `${name}.yml`);
    writeFileSync(file, JSON.stringify(test));
    return run('test', 'rules', file);
  };

  it('are valid, and found by the example configuration', () => {
    expect(run('check', 'rules', rulesFile)).to.deep.include({ status: 0 });
    expect(run('check', 'config', join(observabilityFolder, 'prometheus.yml'))).to.deep.include({
      status: 0,
    });
  });

  it('are written in PromQL, as are the queries of the dashboard', () => {
    const rules = dashboardQueries().map(({ query }, n) => ({
      record: `parkmate:panel_${n}`,
      expr: query.replaceAll('$__rate_interval', '1m'),
    }));
    const file = join(temporary, 'dashboard.yml');
    writeFileSync(file, JSON.stringify({ groups: [{ name: 'dashboard', rules }] }));
    const { status, said } = run('check', 'rules', file);
    expect(status, said).to.equal(0);
  });

  it('have a case each', () => {
    expect(Object.keys(raises)).to.have.members(alertRules().map(({ alert }) => alert));
  });

  it('raise nothing while all is well', () => {
    const { status, said } = replay('healthy', healthy, []);
    expect(status, said).to.equal(0);
  });

  for (const [alert, trouble] of Object.entries(raises)) {
    it(`raise ${alert}, and nothing else`, () => {
      const { status, said } = replay(alert, { ...healthy, ...trouble }, [alert]);
      expect(status, said).to.equal(0);
    });
  }
});

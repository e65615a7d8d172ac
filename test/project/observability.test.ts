import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../dev/files/root.js';
import { alertRules, dashboard, type Panel } from '../harness/observability-files.js';

const overlap = ({ gridPos: a }: Panel, { gridPos: b }: Panel) =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

describe('The dashboard for Grafana', () => {
  const { __inputs, panels, schemaVersion } = dashboard();
  const charts = panels.filter(({ type }) => type !== 'row');

  it('asks for its data source when it is imported, and uses that one everywhere', () => {
    expect(__inputs.map(({ name, pluginId }) => [name, pluginId])).to.deep.equal([
      ['DS_PROMETHEUS', 'prometheus'],
    ]);
    const used = charts.flatMap(({ datasource, targets = [] }) => [
      datasource,
      ...targets.map((one) => one.datasource),
    ]);
    expect(new Set(used.map((one) => one?.uid))).to.deep.equal(new Set(['${DS_PROMETHEUS}']));
    expect(schemaVersion).to.be.at.least(30);
  });

  it('has panels with a title, a unit, a query with a legend, and an id of their own', () => {
    expect(new Set(panels.map(({ id }) => id)).size).to.equal(panels.length);
    expect(new Set(panels.map(({ title }) => title)).size).to.equal(panels.length);
    for (const { title, type, fieldConfig, targets = [] } of charts) {
      expect(type, title).to.be.oneOf(['stat', 'timeseries']);
      expect(fieldConfig?.defaults.unit, title).to.be.a('string').and.not.equal('');
      expect(targets, title).not.to.be.empty;
      expect(new Set(targets.map(({ refId }) => refId)).size, title).to.equal(targets.length);
      if (type === 'timeseries')
        for (const { legendFormat } of targets) expect(legendFormat, title).not.to.equal('');
    }
  });

  it('lays them out side by side, below their rows', () => {
    for (const [n, panel] of panels.entries()) {
      expect(panel.gridPos.x + panel.gridPos.w, panel.title).to.be.at.most(24);
      const covered = panels.slice(n + 1).filter((other) => overlap(panel, other));
      expect(
        covered.map(({ title }) => title),
        panel.title,
      ).to.deep.equal([]);
    }
    const rows = panels.filter(({ type }) => type === 'row').map(({ title }) => title);
    expect(rows).to.deep.equal([
      'Promises',
      'Queues',
      'Outbox',
      'HTTP',
      'Sockets',
      'PostgreSQL and Redis',
      'Node.js',
    ]);
  });
});

describe('The alert rules for Prometheus', () => {
  const guide = readFileSync(join(root, 'docs/operating.md'), 'utf8');
  const anchors = [...guide.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );
  const explained = [...guide.matchAll(/^\| `(Parkmate\w+)` +\|/gm)].map(([, alert]) => alert);

  it('have a severity, a sentence and a section of the operating guide each', () => {
    for (const { alert, labels, annotations } of alertRules()) {
      expect(labels.severity, alert).to.be.oneOf(['warning', 'critical']);
      expect(annotations.summary, alert).to.match(/\.$/);
      const [file, anchor] = annotations.runbook.split('#');
      expect(file, alert).to.equal('docs/operating.md');
      expect(anchors, alert).to.include(anchor);
    }
  });

  it('are all explained there', () => {
    expect(explained).to.have.members(alertRules().map(({ alert }) => alert));
  });
});

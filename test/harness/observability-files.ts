import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from '../../dev/files/root.js';

export const observabilityFolder = join(root, 'docs/observability');

export interface Panel {
  id: number;
  type: string;
  title: string;
  gridPos: { h: number; w: number; x: number; y: number };
  datasource?: { uid: string };
  fieldConfig?: { defaults: { unit?: string } };
  targets?: { refId: string; expr: string; legendFormat: string; datasource: { uid: string } }[];
}

export interface Dashboard {
  __inputs: { name: string; pluginId: string }[];
  uid: string;
  title: string;
  schemaVersion: number;
  panels: Panel[];
}

export interface AlertingRule {
  alert: string;
  expr: string;
  labels: { severity: string };
  annotations: { summary: string; runbook: string };
}

const read = (name: string) => readFileSync(join(observabilityFolder, name), 'utf8');

export const dashboard = (): Dashboard => JSON.parse(read('grafana-dashboard.json')) as Dashboard;

export const alertRules = (): AlertingRule[] =>
  (parse(read('alert-rules.yml')) as { groups: { rules: AlertingRule[] }[] }).groups.flatMap(
    ({ rules }) => rules,
  );

/** Each with where it stands. */
export const dashboardQueries = (): { where: string; query: string }[] =>
  dashboard().panels.flatMap(({ title, targets = [] }) =>
    targets.map(({ expr }) => ({ where: `the panel "${title}"`, query: expr })),
  );

/** The table of metrics in the operating guide. */
export function documentedMetrics(): { name: string; labels: string[]; processes: string }[] {
  const guide = readFileSync(join(root, 'docs/operating.md'), 'utf8');
  const rows = guide.matchAll(/^\| `(parkmate_\w+)(?:\{([\w,]+)\})?` +\| ([^|]+?) +\|/gm);
  return [...rows].map(([, name = '', labels = '', processes = '']) => ({
    name,
    labels: labels === '' ? [] : labels.split(','),
    processes,
  }));
}

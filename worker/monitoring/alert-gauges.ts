import { findOpenAlerts } from '../../domain/operations/alerts/open-alerts.js';
import { alertRules } from '../../domain/operations/alerts/rules.js';
import { addGauges, type ReadGauge } from '../../platform/observability/read-gauges.js';
import type { Services } from '../services.js';

const gauges: readonly ReadGauge<{ rule: string }[]>[] = [
  {
    name: 'parkmate_alerts_open',
    help: 'Alerts that ParkMate itself has raised and not cleared, by rule.',
    labelNames: ['rule'],
    value: (open) =>
      alertRules.map(({ name }) => ({
        labels: { rule: name },
        value: open.filter(({ rule }) => rule === name).length,
      })),
  },
];

/**
 * A gauge of the alerts in the database. Every worker exposes the same values.
 * @returns removes it.
 */
export const addAlertGauges = ({ db, log }: Pick<Services, 'db' | 'log'>): (() => void) =>
  addGauges(() => findOpenAlerts(db), gauges, log);

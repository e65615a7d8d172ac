import type { Database } from '../../../platform/postgres/database.js';
import type { Logger } from '../../../platform/observability/logger.js';
import { judge, sentencesOf, type AlertRule, type Condition } from './alert-rule.js';
import type { AlertLimits } from './alert-limits.js';
import { clearAlert } from './clear-alert.js';
import { findOpenAlerts, touchAlerts } from './open-alerts.js';
import { raiseAlert } from './raise-alert.js';
import type { Sources } from './readings.js';
import { ReadingTaker } from './take-readings.js';

/** After this an alert is cleared whose rule this release does not have: no process of another one has seen it. */
const unknownRuleMs = 60_000;

export interface AlertOptions {
  rules: readonly AlertRule[];
  sources: Sources;
  limits: AlertLimits;
  /** Whether a webhook is to be told. */
  hasWebhook: boolean;
}

interface Found extends Condition {
  rule: AlertRule;
}

const keyOf = (rule: string, subject: string) => `${rule} ${subject}`;

/**
 * Evaluates rules, raises what has held for long enough, and clears what no process has seen for long enough. Any number of
 * processes may do so at once: the table decides.
 */
export class AlertEvaluator {
  private readonly readings: ReadingTaker;
  /** Since when a condition has been found, by the monotonic clock. */
  private readonly foundSince = new Map<string, number>();

  constructor(
    private readonly db: Database,
    private readonly options: AlertOptions,
    private readonly log: Pick<Logger, 'debug' | 'info' | 'warn'>,
  ) {
    this.readings = new ReadingTaker(options.sources, log);
  }

  /**
   * @param rules those to be evaluated.
   * @throws when PostgreSQL is unavailable.
   */
  async evaluate(rules: readonly AlertRule[] = this.options.rules): Promise<void> {
    const { limits, hasWebhook } = this.options;
    const taken = await this.readings.take(rules.map(({ reads }) => reads));
    const judged = rules.filter(({ reads }) => taken.has(reads));
    const found = judged.flatMap((rule) =>
      judge(rule, taken.get(rule.reads), limits).map((condition) => ({ ...condition, rule })),
    );
    const held = this.heldLongEnough(judged, found);

    const open = await findOpenAlerts(this.db);
    const isOpen = new Set(open.map(({ rule, subject }) => keyOf(rule, subject)));
    const isFound = new Set(found.map(({ rule, subject }) => keyOf(rule.name, subject)));
    const stillHolds = open.filter(({ rule, subject }) => isFound.has(keyOf(rule, subject)));
    await touchAlerts(
      this.db,
      stillHolds.map(({ id }) => id),
    );

    for (const { rule, subject, figure, says } of held) {
      if (isOpen.has(keyOf(rule.name, subject))) continue;
      const { name, severity } = rule;
      const { message, translations } = sentencesOf(name, says);
      const raised = await raiseAlert(
        this.db,
        { rule: name, subject, severity, figure, message, translations },
        hasWebhook,
      );
      if (raised !== undefined)
        this.log.warn('alert raised', { rule: name, subject, severity, figure, alert: message });
    }

    const wasJudged = new Set(judged.map(({ name }) => name));
    const isKnown = new Set(this.options.rules.map(({ name }) => name));
    for (const { id, rule, subject } of open) {
      if (isFound.has(keyOf(rule, subject)) || (isKnown.has(rule) && !wasJudged.has(rule))) continue;
      const unseenForMs = isKnown.has(rule) ? limits.clearAfterMs : unknownRuleMs;
      const cleared = await clearAlert(this.db, id, { unseenForMs, isForWebhook: hasWebhook });
      if (cleared) this.log.info('alert cleared', { rule, subject });
    }
  }

  /** What could not be read keeps its time. */
  private heldLongEnough(judged: readonly AlertRule[], found: readonly Found[]): Found[] {
    const now = performance.now();
    const keys = new Set(found.map(({ rule, subject }) => keyOf(rule.name, subject)));
    for (const key of this.foundSince.keys()) {
      const isJudged = judged.some(({ name }) => key.startsWith(`${name} `));
      if (isJudged && !keys.has(key)) this.foundSince.delete(key);
    }
    return found.filter(({ rule, subject }) => {
      const key = keyOf(rule.name, subject);
      const since = this.foundSince.get(key) ?? now;
      this.foundSince.set(key, since);
      return now - since >= rule.holdMs(this.options.limits);
    });
  }
}

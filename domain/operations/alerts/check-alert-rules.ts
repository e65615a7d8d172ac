import { Misconfiguration } from '../../../platform/misconfiguration.js';
import type { AlertLimits } from './alert-limits.js';
import type { AlertRule } from './alert-rule.js';

const kebabCase = /^[a-z]+(-[a-z]+)*$/;
const longestHoldMs = 86_400_000;

/** @throws Misconfiguration with all that is wrong with the declarations of rules. */
export function checkAlertRules(rules: readonly AlertRule[], limits: AlertLimits): void {
  const problems = rules.flatMap(({ name, holdMs }, index) => {
    const held = holdMs(limits);
    return [
      ...(kebabCase.test(name) ? [] : [`${name}: its name is not in kebab-case`]),
      ...(rules.findIndex((other) => other.name === name) < index
        ? [`${name}: two rules have this name`]
        : []),
      ...(held >= 0 && held <= longestHoldMs
        ? []
        : [`${name}: it must hold for ${held} ms, which is not 0 to ${longestHoldMs}`]),
    ];
  });
  if (problems.length > 0)
    throw new Misconfiguration('Alert rules are not declared as they must be', problems);
}

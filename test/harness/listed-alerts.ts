import { setTimeout as wait } from 'node:timers/promises';
import type { OpenAlert } from '../../contract/operations.js';
import type { Page } from '../../contract/values.js';
import type { Account } from './account.js';

const askEveryMs = 100;

/** The alerts that an operator is shown, each by its rule and, where it has one, its subject. */
export class ListedAlerts {
  constructor(private readonly operator: Pick<Account, 'ok'>) {}

  /** Resolves when all of these are open. */
  async raised(...alerts: string[]): Promise<void> {
    await this.until('true', (listed) => alerts.every((alert) => listed.includes(alert)));
  }

  /** Resolves when all of these have been cleared. */
  async cleared(...alerts: string[]): Promise<void> {
    await this.until('false', (listed) => alerts.every((alert) => listed.includes(alert)));
  }

  async open(): Promise<string[]> {
    return (await this.list('true')).map(nameOf);
  }

  /** @throws where it is not open. */
  async messageOf(alert: string): Promise<string> {
    const found = (await this.list('true')).find((one) => nameOf(one) === alert);
    if (!found) throw new Error(`${alert} is not open`);
    return found.message;
  }

  private async until(open: 'true' | 'false', fits: (listed: string[]) => boolean): Promise<void> {
    while (!fits((await this.list(open)).map(nameOf))) await wait(askEveryMs);
  }

  private async list(open: 'true' | 'false'): Promise<OpenAlert[]> {
    const page = await this.operator.ok<Page<OpenAlert>>('GET', `/operations/alerts?open=${open}&limit=100`);
    return page.items;
  }
}

const nameOf = ({ rule, subject }: OpenAlert) => (subject === '' ? rule : `${rule} ${subject}`);

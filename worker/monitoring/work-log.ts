import { completedTotal, type PendingTotals } from '../../domain/operations/totals.js';
import type { FinishedJobs } from '../runtime/workers.js';

/** What this worker has finished: for `/readyz` and for operators, who must not take a timer that ticks for work done. */
export class WorkLog implements FinishedJobs {
  private readonly listeners: (() => void)[] = [];
  private lastAt: Date | null = null;

  constructor(private readonly totals: PendingTotals) {}

  /** A job of this queue was done, or ended for good without being a failure. */
  finished(queue: string, isVital = true): void {
    this.totals.add(completedTotal(queue), 1);
    if (isVital) this.worked();
  }

  /** A job was consumed whose work PostgreSQL did not let it do: the fault is not the worker's. */
  worked(): void {
    this.lastAt = new Date();
    for (const listen of this.listeners) listen();
  }

  get lastWorkAt(): Date | null {
    return this.lastAt;
  }

  onWork(listener: () => void): void {
    this.listeners.push(listener);
  }
}

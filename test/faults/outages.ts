export interface Outage {
  what: string;
  /** Milliseconds since 1970. */
  from: number;
  to: number;
}

/** When something was broken on purpose, for which lateness is excused. */
export class Outages {
  readonly all: Outage[] = [];

  /** Notes that something is broken while `work` runs. */
  async during<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
    const outage = { what, from: Date.now(), to: Infinity };
    this.all.push(outage);
    try {
      return await work();
    } finally {
      outage.to = Date.now();
    }
  }

  /** How much later than `dueAt` something may happen: until this long after every outage that it fell into. */
  allowedUntil(dueAt: number, sloMs: number): number {
    let until = dueAt + sloMs;
    for (const { from, to } of [...this.all].sort((a, b) => a.from - b.from)) {
      if (from <= until && to >= dueAt) until = Math.max(until, to + sloMs);
    }
    return until;
  }
}

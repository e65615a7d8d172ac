/** What a process exposes on `/metrics`. */
export class Scrape {
  /** By name: as Prometheus calls its type. */
  readonly types = new Map<string, string>();
  private readonly samples: { name: string; labels: Record<string, string>; value: number }[] = [];

  static async of(metricsPort: number): Promise<Scrape> {
    const answer = await fetch(`http://127.0.0.1:${metricsPort}/metrics`);
    return new Scrape(await answer.text());
  }

  private constructor(readonly text: string) {
    for (const line of text.split('\n')) {
      const [, typed, type] = /^# TYPE (\S+) (\S+)$/.exec(line) ?? [];
      if (typed !== undefined && type !== undefined) this.types.set(typed, type);
      const [, name, labels = '', value] = /^([a-z_]\w*)(?:\{(.*)\})? (\S+)$/i.exec(line) ?? [];
      if (name !== undefined) this.samples.push({ name, labels: labelsOf(labels), value: Number(value) });
    }
  }

  /** Every series name that a query may use: histograms have three each. */
  get seriesNames(): Set<string> {
    return new Set(
      [...this.types].flatMap(([name, type]) =>
        type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
      ),
    );
  }

  /** The sum of all series of this name that have these labels. */
  sum(name: string, labels: Record<string, string> = {}): number {
    return this.samples
      .filter(
        (one) =>
          one.name === name && Object.entries(labels).every(([key, value]) => one.labels[key] === value),
      )
      .reduce((sum, { value }) => sum + value, 0);
  }

  /** The labels of a metric's series, without a histogram's own; undefined where it has no series yet. */
  labelsOf(name: string): string[] | undefined {
    const found = this.samples.find((one) => one.name === name || one.name === `${name}_count`);
    return found && Object.keys(found.labels);
  }

  /** All values of a label. */
  valuesOf(name: string, label: string): Set<string | undefined> {
    return new Set(this.samples.filter((one) => one.name === name).map(({ labels }) => labels[label]));
  }
}

const labelsOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, key = '', value = '']) => [key, value]),
  );

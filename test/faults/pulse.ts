const askEveryMs = 200;
const giveUpAfterMs = 20_000;

/** Asks processes again and again how they are, to see how long their event loops were blocked. */
export class Pulse {
  private longestMs = 0;
  private readonly timer: NodeJS.Timeout;
  private readonly asked = new Set<Promise<void>>();

  /** @param urls that answer whatever else is broken. */
  constructor(urls: readonly string[]) {
    this.timer = setInterval(() => {
      for (const url of urls) {
        const question = this.ask(url);
        this.asked.add(question);
        void question.finally(() => this.asked.delete(question));
      }
    }, askEveryMs);
  }

  /** @returns the milliseconds that the slowest answer took. */
  async stop(): Promise<number> {
    clearInterval(this.timer);
    await Promise.all(this.asked);
    return this.longestMs;
  }

  private async ask(url: string): Promise<void> {
    const askedAt = performance.now();
    await fetch(url, { signal: AbortSignal.timeout(giveUpAfterMs) })
      .then((answer) => answer.text())
      .catch(() => undefined);
    this.longestMs = Math.max(this.longestMs, performance.now() - askedAt);
  }
}

import DataLoader from 'dataloader';

type Run = (asks: readonly unknown[]) => Promise<unknown[]>;

/** Does in one go what several ask for in the same turn. */
export class SharedWork {
  private readonly loaders = new Map<unknown, DataLoader<unknown, unknown>>();

  /** @param key tells different kinds of work apart; `run` does it, with an answer for each in the order of `asks`. */
  ask(key: unknown, run: Run, ask: unknown): Promise<unknown> {
    let loader = this.loaders.get(key);
    if (!loader) this.loaders.set(key, (loader = new DataLoader(run, { cache: false })));
    return loader.load(ask);
  }
}

import DataLoader from 'dataloader';

type Run = (asks: readonly unknown[]) => Promise<unknown[]>;

/** Batches equal requests of one turn of the event loop. */
export class SharedWork {
  private readonly loaders = new Map<unknown, DataLoader<unknown, unknown>>();

  /** @param key identifies the kind of work. @param run returns one answer per request, in order. */
  ask(key: unknown, run: Run, ask: unknown): Promise<unknown> {
    let loader = this.loaders.get(key);
    if (!loader) this.loaders.set(key, (loader = new DataLoader(run, { cache: false })));
    return loader.load(ask);
  }
}

import { stored } from './stored.js';

/** A list that is kept over reloads, and shared by the tabs of a browser, where the browser allows that. */
export class StoredList<Item extends { key: string }> {
  /** Where nothing can be stored. */
  private held: Item[] | undefined;

  constructor(
    /** Under which it is stored. */
    readonly name: string,
    private readonly storage: Pick<typeof stored, 'read' | 'write' | 'remove'> = stored,
  ) {}

  read(): readonly Item[] {
    const text = this.storage.read(this.name);
    if (text === undefined) return this.held ?? [];
    try {
      return JSON.parse(text) as Item[];
    } catch {
      return [];
    }
  }

  /** Adds an item, in the place of one with the same key. */
  add(item: Item): void {
    this.write([...this.read().filter(({ key }) => key !== item.key), item]);
  }

  remove(key: string): void {
    this.write(this.read().filter((item) => item.key !== key));
  }

  private write(items: Item[]): void {
    const text = JSON.stringify(items);
    if (items.length === 0) this.storage.remove(this.name);
    else this.storage.write(this.name, text);
    // Full or disabled: what was stored before, if anything, is older.
    const isStored = items.length === 0 || this.storage.read(this.name) === text;
    this.held = isStored ? undefined : items;
    if (!isStored) this.storage.remove(this.name);
  }
}

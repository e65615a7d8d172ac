import { stored } from '../stored.js';
import type { OpenRenewal } from './open-renewals.js';

/** The renewals of a user that are not answered, kept over reloads where the browser allows that. */
export class RenewalStore {
  private held: OpenRenewal[] = [];
  private readonly name: string;

  constructor(
    userId: string,
    private readonly storage: Pick<typeof stored, 'read' | 'write' | 'remove'> = stored,
  ) {
    this.name = `parkmate.renewals.${userId}`;
  }

  read(): readonly OpenRenewal[] {
    const text = this.storage.read(this.name);
    if (text === undefined) return this.held;
    try {
      return JSON.parse(text) as OpenRenewal[];
    } catch {
      return [];
    }
  }

  add(open: OpenRenewal): void {
    this.write([...this.read(), open]);
  }

  remove(key: string): void {
    this.write(this.read().filter((open) => open.key !== key));
  }

  private write(open: OpenRenewal[]): void {
    this.held = open;
    if (open.length === 0) this.storage.remove(this.name);
    else this.storage.write(this.name, JSON.stringify(open));
  }
}

/** What one's work in a transaction has done, as far as that must be known when the transaction ends. */
export class Effects {
  /** Ids to be announced once they are durable. */
  announced: string[] = [];
  /** Whether it has asked for something of its own, of which nobody knows what it has changed. */
  hasOwn = false;

  get any(): boolean {
    return this.hasOwn || this.announced.length > 0;
  }
}

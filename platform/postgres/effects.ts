/** Effects of work within a transaction that matter when it ends. */
export class Effects {
  /** Event ids to announce after the commit. */
  announced: string[] = [];
  /** Whether it ran statements of its own, outside of shared batches. */
  hasOwn = false;

  get any(): boolean {
    return this.hasOwn || this.announced.length > 0;
  }
}

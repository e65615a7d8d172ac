const probe = 'parkmate.probe';

/**
 * localStorage, which nothing else may use: with storage disabled or full, access to it throws. Then nothing is persisted
 * and the page works until it is unloaded.
 */
export const stored = {
  read(name: string): string | undefined {
    try {
      return localStorage.getItem(name) ?? undefined;
    } catch {
      return undefined;
    }
  },
  write(name: string, value: string): void {
    try {
      localStorage.setItem(name, value);
    } catch {
      // Disabled or over quota.
    }
  },
  /** Whether anything can be persisted now. */
  works(): boolean {
    this.write(probe, probe);
    const isKept = this.read(probe) === probe;
    this.remove(probe);
    return isKept;
  },
  remove(name: string): void {
    try {
      localStorage.removeItem(name);
    } catch {
      // Then nothing was stored.
    }
  },
};

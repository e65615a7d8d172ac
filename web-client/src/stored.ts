/**
 * localStorage. With storage disabled, access to it throws; then nothing is persisted and the page works until it is
 * unloaded.
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
  remove(name: string): void {
    try {
      localStorage.removeItem(name);
    } catch {
      // Then nothing was stored.
    }
  },
};

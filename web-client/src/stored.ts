/**
 * What this browser keeps over reloads. Where people have switched storage off, reading it throws; then nothing is kept,
 * and the page works until it is left.
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
      // Switched off or full: nothing that a page could do.
    }
  },
  remove(name: string): void {
    try {
      localStorage.removeItem(name);
    } catch {
      // It was not kept either.
    }
  },
};

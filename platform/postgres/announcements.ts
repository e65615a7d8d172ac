type Listener = (ids: string[]) => void;

/** Hands ids of what was written to those who listen, once it is durable. */
export class Announcements {
  private readonly listeners: Listener[] = [];

  subscribe(listener: Listener): void {
    this.listeners.push(listener);
  }

  publish(ids: string[]): void {
    if (ids.length > 0) for (const listener of this.listeners) listener(ids);
  }
}

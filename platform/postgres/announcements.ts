type Listener = (ids: string[]) => void;

/** Passes event ids to listeners after the commit. */
export class Announcements {
  private readonly listeners: Listener[] = [];

  subscribe(listener: Listener): void {
    this.listeners.push(listener);
  }

  publish(ids: string[]): void {
    if (ids.length > 0) for (const listener of this.listeners) listener(ids);
  }
}

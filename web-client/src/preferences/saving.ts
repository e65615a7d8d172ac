import { signal } from '@preact/signals';
import type { Preferences, PreferencesChange } from '../../../contract/api/preferences.js';
import { ApiProblem } from '../http/problem.js';

type Part = keyof PreferencesChange;
type Draft = Partial<PreferencesChange>;

interface SaveState {
  /** What was chosen and is not known to be kept. */
  draft: Draft;
  /** Those parts of it that the server does not take, with what it says. They wait to be chosen otherwise, and hold up nothing else. */
  refused: ReadonlyMap<Part, unknown>;
  /** Where something was changed last, and what has become of it. */
  place: string | undefined;
  status: 'saving' | 'saved' | 'refused' | 'failed' | undefined;
  failure: unknown;
}

/** What is typed is saved when nothing was typed for so long: half a time of the day is another one. */
const pauseMs = 700;

const partsOf = (draft: Draft) => Object.keys(draft) as Part[];
const only = (draft: Draft, isWanted: (part: Part) => boolean): Draft =>
  Object.fromEntries(Object.entries(draft).filter(([part]) => isWanted(part as Part)));

/** The part of what was sent that a fault is in: its path begins with it. */
const isFaulty = (error: unknown, part: Part) =>
  error instanceof ApiProblem &&
  (error.document.errors ?? []).some(({ path }) => path === part || path.startsWith(`${part}.`));

/**
 * Saves each change as it is made, all of them as one, one request after the other: what was chosen meanwhile goes with the
 * next one.
 */
export class Saving {
  readonly state = signal<SaveState>({
    ...{ draft: {}, refused: new Map<Part, unknown>() },
    ...{ place: undefined, status: undefined, failure: undefined },
  });
  private pause: ReturnType<typeof setTimeout> | undefined;
  private isRunning = false;

  /**
   * @param kept what the server has.
   * @param send replaces it.
   * @param done learns of each answer.
   */
  constructor(
    public kept: PreferencesChange,
    private readonly send: (body: PreferencesChange) => Promise<Preferences>,
    private readonly done: (answer: Preferences) => PreferencesChange,
  ) {}

  /** Whether something would be lost if the page were left. */
  get isOpen(): boolean {
    return partsOf(this.state.value.draft).length > 0;
  }

  /** @param isTyped more of it is likely to follow at once. */
  change(part: Draft, place: string, isTyped = false): void {
    const { draft, refused } = this.state.peek();
    this.set({
      ...{ place, status: 'saving', failure: undefined, draft: { ...draft, ...part } },
      refused: new Map([...refused].filter(([one]) => !(one in part))),
    });
    clearTimeout(this.pause);
    this.pause = isTyped
      ? setTimeout(() => {
          this.flush();
        }, pauseMs)
      : undefined;
    if (!isTyped) this.flush();
  }

  /** Saves now what waits to be saved. */
  flush(): void {
    clearTimeout(this.pause);
    this.pause = undefined;
    if (!this.isRunning) void this.run();
  }

  private set(part: Partial<SaveState>): void {
    this.state.value = { ...this.state.peek(), ...part };
  }

  private get waiting(): Draft {
    const { draft, refused } = this.state.peek();
    return only(draft, (part) => !refused.has(part));
  }

  private async run(): Promise<void> {
    this.isRunning = true;
    let isGoingOn = true;
    while (isGoingOn && this.pause === undefined && partsOf(this.waiting).length > 0)
      isGoingOn = await this.saveOnce(this.waiting);
    this.isRunning = false;
  }

  /** @returns whether there is a point in going on. */
  private async saveOnce(sent: Draft): Promise<boolean> {
    if (this.state.peek().status === 'failed') this.set({ status: 'saving', failure: undefined });
    /** What was chosen anew meanwhile is something else. */
    const isAsSent = (part: Part) => this.state.peek().draft[part] === sent[part];
    try {
      this.kept = this.done(await this.send({ ...this.kept, ...sent }));
      this.set({ draft: only(this.state.peek().draft, (part) => !(part in sent && isAsSent(part))) });
    } catch (error) {
      const faulty = partsOf(sent).filter((part) => isFaulty(error, part));
      if (faulty.length === 0) {
        this.set({ status: 'failed', failure: error });
        return false;
      }
      const { refused } = this.state.peek();
      const more = faulty.filter(isAsSent).map((part) => [part, error] as const);
      this.set({ refused: new Map([...refused, ...more]) });
      if (partsOf(this.waiting).length === 0) this.set({ status: 'refused' });
      return true;
    }
    if (partsOf(this.waiting).length === 0) this.set({ status: 'saved' });
    return true;
  }
}

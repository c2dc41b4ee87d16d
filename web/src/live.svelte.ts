// What changes, as it changes. The browser resumes by itself with the last entry it heard of; where it cannot, the
// line is opened anew and everything is read again.

/** How often it is tried whether anybody is at the other end: a line can be dead without having ended. */
const TRIED_EVERY = 20_000;
const ANSWERED_WITHIN = 5_000;
const AGAIN_AFTER = 2_000;

/** Told which movement changed; `null` if it may be any of them, or the room as a whole. */
type Listener = (movement: string | null) => void;

/** Told with which movements something is otherwise. */
type Watcher = (movements: string[]) => void;

/** The line to the room. */
class Live {
  /** Since when the line is down; null while it is up. */
  lostSince: Date | null = $state(null);
  #source: EventSource | null = null;
  #listeners = new Set<Listener>();
  #again = new Set<() => void>();
  #watchers = { moved: new Set<Watcher>(), watched: new Set<Watcher>() };
  #trying: ReturnType<typeof setInterval> | undefined;

  constructor() {
    addEventListener('offline', () => this.#lost());
    addEventListener('online', () => this.#source && this.listen());
  }

  /** Begins to listen. */
  listen(): void {
    this.close();
    const source = new EventSource('/api/v1/events');
    for (const what of ['listening', 'again']) source.addEventListener(what, () => this.#begin());
    for (const what of ['moved', 'watched'] as const) {
      source.addEventListener(what, (event: MessageEvent<string>) => {
        const { movements } = JSON.parse(event.data) as { movements: string[] };
        for (const watcher of this.#watchers[what]) watcher(movements);
      });
    }
    source.addEventListener('changed', (event: MessageEvent<string>) => this.#tell(movementOf(event.data)));
    source.onopen = () => (this.lostSince = null);
    source.onerror = () => {
      this.#lost();
      // The browser tries again by itself unless it was refused.
      if (source.readyState === EventSource.CLOSED) setTimeout(() => this.#source === source && this.listen(), AGAIN_AFTER);
    };
    this.#source = source;
    this.#trying = setInterval(() => void this.#try(source), TRIED_EVERY);
  }

  /** Listens no more. */
  close(): void {
    clearInterval(this.#trying);
    this.#source?.close();
    this.#source = null;
  }

  /** Calls `listener` whenever something changed; the answer ends that. */
  on(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Calls `forget` before all others when anything may have changed unheard; the answer ends that. */
  onAgain(forget: () => void): () => void {
    this.#again.add(forget);
    return () => this.#again.delete(forget);
  }

  /** Calls `watcher` with the movements whose vehicles moved; the answer ends that. */
  onMoved(watcher: Watcher): () => void {
    this.#watchers.moved.add(watcher);
    return () => this.#watchers.moved.delete(watcher);
  }

  /** Calls `watcher` with the movements that are watched otherwise; the answer ends that. */
  onWatched(watcher: Watcher): () => void {
    this.#watchers.watched.add(watcher);
    return () => this.#watchers.watched.delete(watcher);
  }

  async #try(source: EventSource): Promise<void> {
    const health = await fetch('/healthz', { signal: AbortSignal.timeout(ANSWERED_WITHIN) })
      .then((answer) => answer.json() as Promise<{ room?: string; type?: string }>)
      .catch(() => null);
    if (this.#source !== source) return;
    // A room that nobody watches is open all the same: its movements' pages say so.
    if (health?.room !== 'open' && health?.type !== '/problems/not-watched') this.#lost();
    else if (this.lostSince) this.listen();
  }

  #begin(): void {
    for (const forget of this.#again) forget();
    this.#tell(null);
  }

  #tell(movement: string | null): void {
    this.lostSince = null;
    for (const listener of this.#listeners) listener(movement);
  }

  #lost(): void {
    this.lostSince ??= new Date();
  }
}

function movementOf(data: string): string | null {
  const changed = JSON.parse(data) as { movement?: string | null };
  return changed.movement ?? null;
}

/** Reading that is asked for while it runs runs once more afterwards, and no more often than that. */
export function latest(load: () => Promise<void>): () => Promise<void> {
  let running = false;
  let again = false;
  return async function run(): Promise<void> {
    if (running) {
      again = true;
      return;
    }
    running = true;
    do {
      again = false;
      await load();
    } while (again);
    running = false;
  };
}

export const live = new Live();

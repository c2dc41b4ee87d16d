// What changes, as it changes. The browser resumes by itself with the last entry it heard of.

/** The line to the room. */
class Live {
  /** Since when the line is down; null while it is up. */
  lostSince: Date | null = $state(null);
  /** Counts changes of the room as a whole and of any movement. */
  changes = $state(0);
  /** The last entry heard of. */
  entry = $state(0);
  #source: EventSource | null = null;

  listen(): void {
    this.close();
    const source = new EventSource('/api/v1/events');
    const heard = (event: MessageEvent): void => {
      this.lostSince = null;
      if (event.lastEventId) this.entry = Number(event.lastEventId);
      this.changes += 1;
    };
    source.addEventListener('listening', heard);
    source.addEventListener('changed', heard);
    source.addEventListener('again', heard);
    source.onopen = () => (this.lostSince = null);
    source.onerror = () => (this.lostSince ??= new Date());
    this.#source = source;
  }

  close(): void {
    this.#source?.close();
    this.#source = null;
  }
}

export const live = new Live();

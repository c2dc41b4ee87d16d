// The room's own clock: radios and orders speak by it, and so do the pages, wherever somebody reads them.

class RoomClock {
  /** How many minutes it stands ahead of UTC; nothing until the room has said it. */
  ahead: number | null = $state(null);

  /** A moment as this clock shows it: what a clock in UTC shows then has to be read from it. */
  shown(at: Date): Date {
    return new Date(at.getTime() + this.#minutes(at) * 60_000);
  }

  /** The moment at which this clock shows so: the other way round. */
  read(shown: Date): Date {
    return new Date(shown.getTime() - this.#minutes(shown) * 60_000);
  }

  /** What it is called: `UTC+05:00`. */
  get zone(): string {
    const ahead = this.#minutes(new Date());
    const pad = (n: number): string => String(Math.trunc(Math.abs(n))).padStart(2, '0');
    return `UTC${ahead < 0 ? '−' : '+'}${pad(ahead / 60)}:${pad(ahead % 60)}`;
  }

  /** Before anybody has come in there is no other clock than the device's. */
  #minutes(at: Date): number {
    return this.ahead ?? -at.getTimezoneOffset();
  }
}

export const room = new RoomClock();

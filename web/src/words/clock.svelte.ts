// The room's own clock: radios and orders speak by it, and so do the pages, wherever somebody reads them.

class RoomClock {
  /** How many minutes it stands ahead of UTC; nothing until the room has said it. */
  ahead: number | null = $state(null);

  /** How far it stands ahead of the browser's, in milliseconds, by the latest answer. */
  #apart = 0;

  /** Which moment it is, in milliseconds since 1970: the browser's clock may be wrong, and all moments of answers are the room's. */
  now(): number {
    return Date.now() + this.#apart;
  }

  /** An answer says when it was made. */
  hears(answered: string | null): void {
    const at = answered ? Date.parse(answered) : NaN;
    if (!Number.isNaN(at)) this.#apart = at - Date.now();
  }

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

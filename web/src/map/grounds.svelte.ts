// The ways of movements and what lies along them, each read once until its movement changes.
import { answered, api, isProblem, type Schemas } from '../api/client';

/** So many are asked for at a time: the room follows each over its network. */
const AT_ONCE = 4;

export class Grounds {
  /** By movement. */
  of: Record<string, Schemas['GroundView']> = $state.raw({});
  #read = new Set<string>();

  /** Reads those that were not read yet. */
  async read(ids: string[]): Promise<void> {
    const waiting = ids.filter((id) => !this.#read.has(id));
    const one = async (): Promise<void> => {
      for (let id = waiting.pop(); id; id = waiting.pop()) await this.#readOne(id);
    };
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, waiting.length) }, one));
  }

  /** What is known of one that changed is true no more. */
  forget(changed: string): void {
    this.#read.delete(changed);
  }

  /** Any of them may have changed unheard. */
  forgetAll(): void {
    this.#read.clear();
  }

  async #readOne(id: string): Promise<void> {
    this.#read.add(id);
    try {
      const ground = await answered(api.GET('/api/v1/movements/{id}/ground', { params: { path: { id } } }));
      this.of = { ...this.of, [id]: ground };
    } catch (thrown) {
      this.#read.delete(id);
      // One that is not there for its viewer any more has no way for them either.
      if (!isProblem(thrown) || ![403, 404].includes(thrown.status)) throw thrown;
      const { [id]: _, ...rest } = this.of;
      this.of = rest;
    }
  }
}

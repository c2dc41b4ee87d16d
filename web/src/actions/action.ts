// What an action is on a page: an address of the API, who may be offered it when, and what its form asks. The room
// decides; whoever is offered too much is told by whom it is done.
import type { Address, MovementView, PersonView, RulingView, Schemas } from '../api/client';

export type Role = Schemas['Role'];

/** What a form can draw on. */
export interface Context {
  me: PersonView;
  movement?: MovementView | undefined;
  ruling?: RulingView | null | undefined;
}

export interface Option {
  value: string;
  says: string;
}

/** How a field is asked for, and what it becomes in the body. */
export type Kind =
  | 'line' // a text in one line
  | 'secret' // the same, which nobody reads over a shoulder
  | 'words' // a text of several
  | 'whole' // a whole number
  | 'tick' // true or false
  | 'granted' // granted or refused, neither by default
  | 'choice' // one of its options
  | 'party' // one that must be told
  | 'day'
  | 'moment'
  | 'lines' // a list of words, one a line
  | 'seen' // the same, with what the order has to tick
  | 'facts' // what is said, path and value
  | 'files'; // files as name and text

export interface Field<Name extends string = string> {
  name: Name;
  /** The message that asks for it. */
  says: string;
  kind: Kind;
  /** It may be left out. */
  optional?: boolean;
  /** A message that helps. */
  hint?: string;
  options?: (context: Context) => Option[];
  /** Asked only of these. */
  only?: (context: Context) => boolean;
  /** What facts can be said here. */
  facts?: 'plan' | 'evidence' | 'any';
  /** Paths that are asked for at once. */
  rows?: string[];
}

export interface Action {
  /** The message on its button. */
  says: string;
  /** A message that explains it. */
  explains?: string;
  roles: Role[];
  method: 'POST' | 'PUT' | 'DELETE';
  path: Address;
  fields: Field[];
  /** At which stages it has a place. */
  when?: (movement: MovementView) => boolean;
  /** What the form does not ask: taken when it is opened, as the person has read it then. */
  read?: (context: Context) => object;
}

/** Fields of a body, held to the names the description has for it. */
export function of<Body extends keyof Schemas>(...fields: Field<keyof Schemas[Body] & string>[]): Field[] {
  return fields;
}

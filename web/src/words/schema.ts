// What can be said of a movement. docs/schema.md is printed from the schema and held to it by a test, so the pages
// read that; a row they cannot read is a fact they show by its path.
import text from '../../../docs/schema.md?raw';

/** What a fact takes. */
export type Takes =
  | { type: 'yes-no' | 'number' | 'moment' | 'day' | 'text'; example?: string }
  | { type: 'word'; words: string[] }
  | { type: 'record' | 'list'; of: string };

/** One thing that can be said about a kind of thing, and by whom: the plan, or whoever did or found it. */
export interface Row {
  takes: Takes;
  nature: 'plan' | 'act' | 'finding';
}

const kinds = new Map<string, Map<string, Row>>();

const ROW = /^\| `([a-z_.]+)` \| (.*?) \| .*? \| (plan|act|finding) \|/;
let rows = new Map<string, Row>();
for (const line of text.split('\n')) {
  const heading = /^## ([a-z-]+)$/.exec(line)?.[1];
  if (heading) kinds.set(heading, (rows = new Map()));
  const [, name, takes, nature] = ROW.exec(line) ?? [];
  if (name && takes && nature) rows.set(name, { takes: taken(takes), nature: nature as Row['nature'] });
}

function taken(text: string): Takes {
  const kind = /\(#([a-z-]+)\)/.exec(text)?.[1];
  const quoted = [...text.matchAll(/`([^`]+)`/g)].map(([, word]) => word ?? '');
  if (kind) return { type: text.startsWith('a list') ? 'list' : 'record', of: kind };
  if (text.startsWith('one of')) return { type: 'word', words: quoted };
  if (text === 'true or false') return { type: 'yes-no' };
  if (text === 'a number' || text.startsWith('an amount')) return { type: 'number' };
  if (text.startsWith('a moment')) return { type: 'moment' };
  if (text.startsWith('a day')) return { type: 'day' };
  return { type: 'text', ...(quoted[0] && !text.startsWith('a place') ? { example: quoted[0] } : {}) };
}

/** The rows of a kind of thing. */
export function rowsOf(kind: string): Map<string, Row> {
  return kinds.get(kind) ?? new Map();
}

/** A step of a path: a name, or the label of an item. */
export type Segment = { name: string } | { label: string };

export function segments(path: string): Segment[] {
  const found = path.matchAll(/([a-z_]+)|\[([^\]]*)\]/g);
  return [...found].map(([, name, label]) => (name === undefined ? { label: label ?? '' } : { name }));
}

/** The row a path leads to, if it leads to one. */
export function rowAt(path: string): Row | null {
  let kind = 'dossier';
  let list = '';
  let row: Row | null = null;
  for (const segment of segments(path)) {
    if ('label' in segment) {
      list = '';
      row = null;
      continue;
    }
    row = rowsOf(kind).get(list && segment.name === 'complete' ? `${list}.complete` : segment.name) ?? null;
    if (!row) return null;
    list = row.takes.type === 'list' ? segment.name : '';
    if ('of' in row.takes) kind = row.takes.of;
  }
  return row && !('of' in row.takes) ? row : null;
}

// Facts by name instead of path, and their values: as `crates/words/src/fact.rs` says them on the command line.
import { list, part, t, word } from './index.svelte';
import { rowAt, rowsOf, segments } from './schema';
import { day, moment } from './time';

/** A fact, a list or a thing, standing by itself: `vehicle bus: withstands bullets`. */
export function factName(path: string): string {
  const items: string[] = [];
  let fact = '';
  let kind = 'dossier';
  let within = '';
  let through = '';
  for (const segment of segments(path)) {
    if ('label' in segment) {
      items.push(part(through, 'item', { label: segment.label }) ?? segment.label);
      [fact, within, through] = ['', '', ''];
      continue;
    }
    if (through && segment.name === 'complete') {
      fact = t('fact-complete', { list: fact });
      continue;
    }
    const takes = rowsOf(kind).get(segment.name)?.takes;
    if (!takes) return path;
    const id = `fact-${kind}-${segment.name}`;
    fact = within ? t('fact-of-record', { record: within, fact: t(id) }) : t(id);
    if (takes.type === 'list') through = id;
    if (takes.type === 'record') {
      // One who must be told is named like an item; its notice is part of what is said.
      if (takes.of === 'party') items.push(fact);
      within = takes.of === 'notice' ? fact : '';
      if (takes.of === 'party') fact = '';
    }
    if ('of' in takes) kind = takes.of;
  }
  if (items.length === 0) return fact;
  return fact ? t('fact-of-item', { item: list(items), fact }) : list(items);
}

/** What the fact at `path` says. Labels and plates stay as they are, also where they read like a word. */
export function valueName(path: string, value: unknown): string {
  if (value === true) return t('value-yes');
  if (value === false) return t('value-no');
  if (typeof value !== 'string') return String(value ?? '');
  const takes = rowAt(path)?.takes;
  if (takes?.type === 'word') return word('word', value);
  if (takes?.type === 'moment') return moment(value);
  if (takes?.type === 'day') return day(value);
  return value;
}

/** Parties in words: `district shangla`. */
export const partyName = factName;

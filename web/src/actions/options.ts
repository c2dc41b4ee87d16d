// What can be chosen where a form offers a choice.
import { partyName } from '../words/facts';
import { languages, t, word } from '../words/index.svelte';
import { rowsOf, segments } from '../words/schema';
import type { Context, Option } from './action';

export const CHANNELS = ['system', 'letter', 'mail', 'fax', 'telephone', 'radio', 'whatsapp', 'by-hand'];
const ROLES = [
  'duty-officer',
  'sponsor',
  'district-officer',
  'commander',
  'principal',
  'authority',
  'investigator',
  'partner',
  'administrator',
];

const listed = (words: string[]): Option[] => words.map((value) => ({ value, says: word('word', value) }));

export const channels = (): Option[] => listed(CHANNELS);
export const tongues = (): Option[] => languages.map(({ code, name }) => ({ value: code, says: name }));
export const levels = (): Option[] => listed(['green', 'amber', 'red']);
export const incidents = (): Option[] => listed(['attack', 'explosion', 'shooting', 'unrest', 'landslide', 'accident']);
export const roles = (): Option[] => ROLES.map((value) => ({ value, says: word('role', value) }));

/** The parties of a movement: those told, and those its order names. */
export function parties({ movement }: Context): Option[] {
  const named = movement?.facts.flatMap(({ path }) => /^districts\[[^\]]*\]/.exec(path)?.[0] ?? []) ?? [];
  const told = movement?.parties?.map(({ party }) => party) ?? [];
  const all = new Set([...told, ...named, 'highway_police', 'unit_commandant']);
  return [...all].map((value) => ({ value, says: partyName(value) }));
}

/** The rules that stand in the way, and who may waive each. */
export function rules({ ruling, movement }: Context): Option[] {
  const standing = ruling?.rules.filter(({ verdict, refuses }) => refuses && ['breached', 'unproved'].includes(verdict));
  if (!standing) return movement?.outcome?.failing.map((value) => ({ value, says: value })) ?? [];
  return standing.map(({ id, waivable_by }) => {
    const who = waivable_by ? t('table-waiver', { role: word('role', waivable_by) }) : t('page-waived-by-nobody');
    return { value: id, says: `${id} ${who}` };
  });
}

export function waivers({ movement }: Context): Option[] {
  return movement?.permissions?.waivers.map(({ id, rule }) => ({ value: id, says: rule })) ?? [];
}

/** What the order says of its vehicles' plates. */
export function plates({ movement }: Context): Option[] {
  const known = movement?.facts.filter(({ path }) => /^vehicles\[[^\]]*\]\.plate$/.test(path)) ?? [];
  return known.flatMap(({ value }) => (typeof value === 'string' ? [{ value, says: value }] : []));
}

/** The commander and the crew, by their labels. */
export function detail({ movement }: Context): Option[] {
  const labels = movement?.facts.flatMap(({ path }) => /^(?:commanders|crew)\[([^\]]*)\]/.exec(path)?.[1] ?? []) ?? [];
  return [...new Set(labels)].map((value) => ({ value, says: value }));
}

/** Every path that can be said, with the labels the movement has; `…` where it has none. */
export function paths({ movement }: Context, facts: 'plan' | 'evidence' | 'any'): string[] {
  const known = movement?.facts.map(({ path }) => path) ?? [];
  const found: string[] = [];
  collect('dossier', '', known, facts, found);
  return found;
}

/** What the room learns by an act of its own is never said. */
const RESERVED = /^alerts\b|\.?(notice|late_notice)\.|\.(approved|accepted|no_objection)$|^movement\.kind$/;

function collect(kind: string, at: string, known: string[], facts: 'plan' | 'evidence' | 'any', found: string[]): void {
  for (const [name, { takes, nature }] of rowsOf(kind)) {
    const here = at ? `${at}.${name}` : name;
    if (takes.type === 'record') collect(takes.of, here, known, facts, found);
    else if (takes.type === 'list') {
      const own = known.filter((path) => path.startsWith(`${here}[`)).map((path) => labelAfter(path, here));
      for (const label of new Set([...own, '…'])) collect(takes.of, `${here}[${label}]`, known, facts, found);
    } else if (!RESERVED.test(here) && (facts === 'any' || (facts === 'plan') === (nature === 'plan'))) found.push(here);
  }
}

function labelAfter(path: string, list: string): string {
  const segment = segments(path.slice(list.length))[0];
  return segment && 'label' in segment ? segment.label : '';
}

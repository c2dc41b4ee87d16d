// Convoys on the map: what is under way, as marks and ways.
import type { AlertView, Schemas } from '../api/client';
import { list, t, word } from '../words/index.svelte';
import { alertName } from '../words/named';
import { markOf, type Mark } from './marks';
import { spot, type LineOver, type SpotOver } from './over';

/** After so many seconds without a report nobody knows where a vehicle is. Ours: a quarter of an hour, 10 km of a convoy's way. */
export const UNKNOWN_AFTER = 900;

/** Whether a rule is that somebody calls for help, whoever noticed it. */
export const isCall = (rule: string): boolean => ['duress', 'call-for-help', 'emergency'].includes(rule);

type Convoy = Schemas['ConvoyView'];
type Position = Schemas['PositionView'];
type Ground = Schemas['GroundView'];

/** One vehicle or person of a convoy, as it is told beside the map. */
export interface Seen {
  device: string;
  label: string;
  mark: Mark;
  state: string;
  /** The alerts that are open about it. */
  alerts: string;
  at: string;
  place: [number, number] | null;
  /** When it was there, if it was heard since and did not say where it is. */
  placed: string | null;
}

/** `SPU-7` of `vehicles[SPU-7]`: as radios call it. */
export function labelOf(serves: string): string {
  return /\[([^\]]*)\]$/.exec(serves)?.[1] ?? serves;
}

/**
 * Whether an alert is about this one of its movement: it is its device, or the vehicle or person named; or about the movement as a whole,
 * but for a call for help of which is known whose it is, whether or not they are among those shown. A name is a vehicle's: only of a
 * call off the road, or of duress, may it be a person's.
 */
function concerns({ rule, subject, vehicles, element }: AlertView, { device, serves, emergency }: Position, all: Position[]): boolean {
  if (element && all.some((one) => one.device === element)) return element === device;
  if (!subject && vehicles.length === 0) return rule !== 'emergency' || emergency || (!element && !all.some((one) => one.emergency));
  const named = subject ? [...vehicles, subject] : vehicles;
  const isAPersons = rule === 'call-for-help' || rule === 'duress';
  return named.some((name) => serves === name || serves === `vehicles[${name}]` || (isAPersons && labelOf(serves) === labelOf(name)));
}

const isLongAgo = (at: string, now: number): boolean => now - Date.parse(at) > UNKNOWN_AFTER * 1000;

/** Whether it is heard and has not said for long where it is: by its own clock, both of them. */
const isWithoutPlace = ({ at, placed_at }: Position): boolean => !!placed_at && isLongAgo(placed_at, Date.parse(at));

/**
 * A device that called goes on saying so until somebody ends that on it, which few can: whether help is awaited is said by the open
 * alerts. Whether it is heard goes by the room's clock, not by its own.
 */
function markFor(one: Position, alerts: AlertView[], now: number): Mark {
  if (alerts.some(({ rule }) => isCall(rule))) return 'calls';
  if (alerts.length > 0) return 'alert';
  if (isLongAgo(one.received_at, now) || isWithoutPlace(one)) return 'quiet';
  return one.emergency ? 'called' : 'heard';
}

/** What a mark of a vehicle says. */
export function stateName(mark: Mark): string {
  switch (mark) {
    case 'calls':
      return t('map-spot-calls');
    case 'alert':
      return t('map-spot-alert');
    case 'called':
      return t('map-spot-called');
    case 'quiet':
      return t('map-spot-quiet');
    default:
      return t('map-spots');
  }
}

/** The vehicles and people of a convoy, those first who need somebody. */
export function seen(convoy: Convoy, alerts: AlertView[], now: number): Seen[] {
  const own = alerts.filter(({ movement, until }) => movement === convoy.movement && !until);
  const all = convoy.positions.map((one): Seen => {
    const label = labelOf(one.serves);
    const about = own.filter((alert) => concerns(alert, one, convoy.positions));
    const mark = markFor(one, about, now);
    const place = one.place ? ([one.place[0] ?? 0, one.place[1] ?? 0] as [number, number]) : null;
    const names = list([...new Set(about.map(({ rule }) => alertName(rule)))]);
    const state = mark === 'quiet' && !isLongAgo(one.received_at, now) ? t('map-spot-no-place') : stateName(mark);
    return { device: one.device, label, mark, state, alerts: names, at: one.at, place, placed: one.placed_at ?? null };
  });
  const rank: Partial<Record<Mark, number>> = { calls: 0, alert: 1, quiet: 2, called: 3 };
  return all.sort((one, other) => (rank[one.mark] ?? 4) - (rank[other.mark] ?? 4));
}

/** A convoy on the map. What stands out says why beside its name. */
export function spotsOf(all: Seen[], number: string | null, href?: string): SpotOver[] {
  return all.flatMap(({ label, mark, state, place }) => {
    const called = number ? `${number} ${label}` : label;
    return place ? [spot(place, mark, mark === 'heard' ? called : `${called}: ${state}`, href)] : [];
  });
}

/** The planned way of a movement. */
export function wayOf({ line }: Ground, name: string): LineOver[] {
  const geometry = { type: 'LineString' as const, coordinates: line };
  return line.length > 1 ? [{ type: 'Feature', properties: { class: 'planned', name }, geometry }] : [];
}

/** Whether the line of a way only joins its ends. */
export function isStraight({ line, is_as_it_runs }: Ground): boolean {
  return line.length > 0 && !is_as_it_runs;
}

/** The points of a movement's way, its halts and the safe havens beside it. Where the order names no ends, they are the way's. */
export function pointsOf({ line, points, halts, havens }: Ground, href?: string): SpotOver[] {
  const end = (sort: 'start' | 'release', at: number[] | undefined): SpotOver[] =>
    at && line.length > 1 && !points.some((point) => point.sort === sort) ? [spot(at, sort, word('word', sort), href)] : [];
  return [
    ...end('start', line[0]),
    ...end('release', line.at(-1)),
    ...havens.map((place) => spot(place, 'safe-haven', word('word', 'safe-haven'), href)),
    ...halts.map(({ label, place }) => spot(place, 'halt', label, href)),
    ...points.map(({ label, sort, place }) => spot(place, markOf(sort), label, href)),
  ];
}

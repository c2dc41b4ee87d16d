// The past of a movement, at a moment of it.
import type { Schemas } from '../api/client';
import { list, t } from '../words/index.svelte';
import { isCall, UNKNOWN_AFTER } from '../map/convoys';

/**
 * Where a device was last at so many seconds after the beginning; nothing where that is so long ago that nobody knows. Between two reports it is where the
 * earlier says: nothing is made up.
 */
export function placeAt(
  { device, serves, vehicle, at_s, places }: Schemas['PastTrack'],
  at: number,
): { device: string; name: string; place: [number, number]; at: number }[] {
  let [low, high] = [0, at_s.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((at_s[middle] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  const [seen, place] = [at_s[low - 1], places[low - 1]];
  if (seen === undefined || place === undefined || at - seen > UNKNOWN_AFTER) return [];
  return [{ device, name: vehicle ?? serves ?? device, place: [place[0] ?? 0, place[1] ?? 0], at: seen }];
}

/** Whether an alert stood at a moment: raised, and neither taken back nor closed nor over by what is known now. */
export function standsAt(alert: Schemas['PastAlert'], at: number): boolean {
  const raised = Date.parse(alert.raised_at ?? alert.since);
  const ends = [alert.ended_at, alert.until].flatMap((end) => (end ? [Date.parse(end)] : []));
  // What was over before it became known is shown for a moment all the same.
  return raised <= at && at <= Math.max(raised + 60_000, ends.length > 0 ? Math.min(...ends) : Infinity);
}

/** Calls for help first, of the rest the newest: as open alerts are listed. */
export function byUrgency(one: Schemas['PastAlert'], other: Schemas['PastAlert']): number {
  const raised = ({ raised_at, since }: Schemas['PastAlert']): number => Date.parse(raised_at ?? since);
  return Number(isCall(other.rule)) - Number(isCall(one.rule)) || raised(other) - raised(one);
}

const OUTCOMES: Record<Schemas['PastOutcome'], string> = {
  same: 'past-same',
  different: 'past-different',
  incomplete: 'past-incomplete',
  'never-watched': 'past-never-watched',
  'nothing-reported': 'past-nothing-reported',
  'never-departed': 'past-never-departed',
};

export const outcome = (one: Schemas['PastOutcome']): string => t(OUTCOMES[one]);

const FIELDS: Record<Schemas['PastDifference'], string> = {
  since: 'past-field-since',
  established: 'past-field-established',
  until: 'past-field-until',
  evidence: 'past-field-evidence',
  distance: 'past-field-distance',
  vehicles: 'past-field-vehicles',
  delay: 'past-field-delay',
  withdrawal: 'past-field-withdrawal',
};

/** How what is found again agrees with the record. */
export function agreement({ agrees, differs }: Schemas['PastAlert']): string {
  switch (agrees) {
    case 'same':
      return t('past-agrees-same');
    case 'differs':
      return t('past-agrees-differs', { fields: list(differs.map((field) => t(FIELDS[field]))) });
    case 'only-on-record':
      return t('past-agrees-only-on-record');
    case 'only-now':
      return t('past-agrees-only-now');
  }
}

// The words of the API's enumerations, each with its message. Stages, verdicts, roles and listed words have families of
// their own in the catalogue: `word('stage', …)`.
import { t, word } from './index.svelte';
import { moment } from './time';

const KINDS: Record<string, string> = {
  single: 'page-kind-single',
  standing: 'page-kind-standing',
  run: 'page-kind-run',
  urgent: 'page-kind-urgent',
  observed: 'page-kind-observed',
};

const AUTHORITIES: Record<string, string> = {
  authorised: 'page-authority-authorised',
  urgent: 'page-authority-urgent',
  none: 'page-authority-none',
};

const ASKED: Record<string, string> = {
  rules: 'page-asked-rules',
  'stand-fast': 'page-asked-stand-fast',
  danger: 'page-asked-danger',
  'permission-ended': 'page-asked-permission-ended',
};

const ANSWERS: Record<string, string> = {
  received: 'page-answer-received',
  accepted: 'page-answer-accepted',
  objected: 'page-answer-objected',
};

const ALERTS: Record<string, string> = {
  'stand-fast': 'page-alert-stand-fast',
  'danger-on-the-way': 'page-alert-danger-on-the-way',
  'review-overdue': 'page-alert-review-overdue',
  'departed-without-authority': 'page-alert-departed-without-authority',
  'delivery-failed': 'page-alert-delivery-failed',
  'missed-call': 'page-alert-missed-call',
  'call-for-help': 'page-alert-call-for-help',
  duress: 'page-alert-duress',
  'handover-unconfirmed': 'page-alert-handover-unconfirmed',
  emergency: 'page-alert-emergency',
  'entered-no-go': 'page-alert-entered-no-go',
  'left-safe-area': 'page-alert-left-safe-area',
  'left-corridor': 'page-alert-left-corridor',
  stopped: 'page-alert-stopped',
  late: 'page-alert-late',
  'not-reported': 'page-alert-not-reported',
  'interval-small': 'page-alert-interval-small',
  'interval-large': 'page-alert-interval-large',
  'convoy-broken': 'page-alert-convoy-broken',
  straggler: 'page-alert-straggler',
  separated: 'page-alert-separated',
  'lost-contact': 'page-alert-lost-contact',
  'two-places': 'page-alert-two-places',
};

const PARTS: Record<string, string> = {
  number: 'page-part-number',
  window: 'page-part-window',
  schedule: 'page-part-schedule',
  vehicles: 'page-part-vehicles',
  detail: 'page-part-detail',
  principals: 'page-part-principals',
  'own-party': 'page-part-own-party',
  parties: 'page-part-parties',
  permissions: 'page-part-permissions',
  outcome: 'page-part-outcome',
  ruling: 'page-part-ruling',
  picture: 'page-part-picture',
};

/** What stands on the record, by the types of its entries. */
const HAPPENED: Record<string, string> = {
  'movement-requested': 'page-happened-movement-requested',
  'order-amended': 'page-happened-order-amended',
  'route-planned': 'page-happened-route-planned',
  'route-touched': 'page-happened-route-touched',
  'draw-committed': 'page-happened-draw-committed',
  'draw-contributed': 'page-happened-draw-contributed',
  'draw-revealed': 'page-happened-draw-revealed',
  'danger-reported': 'page-happened-danger-reported',
  'danger-began': 'page-happened-danger-began',
  'danger-lifted': 'page-happened-danger-lifted',
  'network-adopted': 'page-happened-network-adopted',
  'facts-reported': 'page-happened-facts-reported',
  'voice-reported': 'page-happened-voice-reported',
  'voice-taken-back': 'page-happened-voice-taken-back',
  'silence-announced': 'page-happened-silence-announced',
  'silence-lifted': 'page-happened-silence-lifted',
  'voice-calls-checked': 'page-happened-voice-calls-checked',
  'words-agreed': 'page-happened-words-agreed',
  'checked-in': 'page-happened-checked-in',
  'duress-signalled': 'page-happened-duress-signalled',
  'duress-ended': 'page-happened-duress-ended',
  'duress-unheard': 'page-happened-duress-unheard',
  'challenge-put': 'page-happened-challenge-put',
  'challenge-answered': 'page-happened-challenge-answered',
  'responder-called': 'page-happened-responder-called',
  'hand-overs-planned': 'page-happened-hand-overs-planned',
  'hand-over-confirmed': 'page-happened-hand-over-confirmed',
  'hand-over-overdue': 'page-happened-hand-over-overdue',
  'went-unheard': 'page-happened-went-unheard',
  'early-notice-given': 'page-happened-early-notice-given',
  'late-notice-given': 'page-happened-late-notice-given',
  'notice-answered': 'page-happened-notice-answered',
  'call-due': 'page-happened-call-due',
  'call-was-vain': 'page-happened-call-was-vain',
  'no-objection-issued': 'page-happened-no-objection-issued',
  approved: 'page-happened-approved',
  'waiver-granted': 'page-happened-waiver-granted',
  'waiver-refused': 'page-happened-waiver-refused',
  'waiver-revoked': 'page-happened-waiver-revoked',
  'clearance-evaluated': 'page-happened-clearance-evaluated',
  'gate-checked': 'page-happened-gate-checked',
  'departure-authorised': 'page-happened-departure-authorised',
  'departure-refused': 'page-happened-departure-refused',
  'urgent-started': 'page-happened-urgent-started',
  'urgent-reviewed': 'page-happened-urgent-reviewed',
  'review-overdue': 'page-happened-review-overdue',
  'departure-observed': 'page-happened-departure-observed',
  arrived: 'page-happened-arrived',
  closed: 'page-happened-closed',
  cancelled: 'page-happened-cancelled',
  'alert-level-set': 'page-happened-alert-level-set',
  'held-to-stand-fast': 'page-happened-held-to-stand-fast',
  released: 'page-happened-released',
  'decision-asked': 'page-happened-decision-asked',
  chosen: 'page-happened-chosen',
  'alert-raised': 'page-happened-alert-raised',
  'alert-acknowledged': 'page-happened-alert-acknowledged',
  'alert-withdrawn': 'page-happened-alert-withdrawn',
  'alert-closed': 'page-happened-alert-closed',
  'alert-changed': 'page-happened-alert-changed',
  'alert-escalated': 'page-happened-alert-escalated',
  'shift-offered': 'page-happened-shift-offered',
  'shift-taken': 'page-happened-shift-taken',
  'person-enrolled': 'page-happened-person-enrolled',
  'person-dismissed': 'page-happened-person-dismissed',
  'person-erased': 'page-happened-person-erased',
  'rulebooks-adopted': 'page-happened-rulebooks-adopted',
  registered: 'page-happened-registered',
  'case-opened': 'page-happened-case-opened',
  'search-asked': 'page-happened-search-asked',
  'search-answered': 'page-happened-search-answered',
  'search-read': 'page-happened-search-read',
  'address-set': 'page-happened-address-set',
  'address-dropped': 'page-happened-address-dropped',
  'messages-due': 'page-happened-messages-due',
  'message-delivered': 'page-happened-message-delivered',
  'message-failed': 'page-happened-message-failed',
};

const STANDINGS: Record<string, string> = {
  waiting: 'page-message-waiting',
  delivered: 'page-message-delivered',
  failed: 'page-message-failed',
  'no-address': 'page-message-no-address',
  'not-in-time': 'page-message-not-in-time',
};

/** The bars whose own message names an area or a day, which is not told with them. */
const BARS: Record<string, string> = {
  'stand-fast': 'page-bar-stand-fast',
  'before-its-day': 'page-bar-before-its-day',
  'vehicle-does-not-fit': 'page-bar-vehicle-does-not-fit',
  'vehicle-unmeasured': 'page-bar-vehicle-unmeasured',
};

/** One that has no message yet shows as the API has it. */
function named(table: Record<string, string>, name: string): string {
  const id = table[name];
  return id ? t(id) : name;
}

export const kindName = (kind: string): string => named(KINDS, kind);
export const authorityName = (authority: string): string => named(AUTHORITIES, authority);
export const askedName = (why: string): string => named(ASKED, why);
export const answerName = (answer: string): string => named(ANSWERS, answer);
export const alertName = (rule: string): string => named(ALERTS, rule);
/** What was only late goes on being tried, and must not read as if it had been given up. */
export const standingName = (standing: string, why?: string | null): string =>
  named(STANDINGS, why === 'not-in-time' ? why : standing);
export const partName = (part: string): string => named(PARTS, part);
export const happenedName = (what: string): string => named(HAPPENED, what);
export const barName = (bar: string): string => (BARS[bar] ? named(BARS, bar) : word('bar', bar));

/** What a way is among those offered. */
const WAYS: Record<string, string> = {
  planned: 'page-way-planned',
  fastest: 'route-sort-fastest',
  'least-exposed': 'route-sort-least-exposed',
  'trade-off': 'route-sort-trade-off',
  apart: 'route-sort-apart',
};

export const wayName = (sort: string): string => named(WAYS, sort);

/** What the meter of habits concludes. */
const PREDICTABILITY: Record<string, string> = {
  predictable: 'page-habit-predictable',
  'nothing-found': 'page-habit-nothing-found',
  'too-few-to-tell': 'page-habit-too-few',
};

export const predictability = (conclusion: string): string => named(PREDICTABILITY, conclusion);

const DEVICES: Record<string, string> = {
  phone: 'page-device-phone',
  tracker: 'page-device-tracker',
  tak: 'page-device-tak',
};
export const deviceName = (sort: string): string => named(DEVICES, sort);

/** Who is told of an alert that nobody took. */
const STEPS: Record<string, string> = {
  room: 'page-step-room',
  commander: 'page-step-commander',
  districts: 'page-step-districts',
  authority: 'page-step-authority',
};
export const stepName = (step: string): string => named(STEPS, step);

/** By what means somebody spoke. */
export const MEANS: Record<'radio' | 'telephone' | 'sms', string> = {
  radio: 'page-voice-by-radio',
  telephone: 'page-voice-by-telephone',
  sms: 'page-voice-by-sms',
};
export const meansName = (means: string): string => named(MEANS, means);

/** Why nothing will be heard. */
export const SILENCES: Record<string, string> = {
  shutdown: 'page-silence-shutdown',
  jamming: 'page-silence-jamming',
  'dead-ground': 'page-silence-dead-ground',
};
export const silenceName = (why: string): string => named(SILENCES, why);

/** How duress became known. */
const SIGNALS: Record<string, string> = {
  word: 'page-duress-word',
  pin: 'page-duress-pin',
  'challenge-missed': 'page-duress-missed',
  'challenge-failed': 'page-duress-failed',
};
export const signalName = (by: string): string => named(SIGNALS, by);

/** How far something is that an alert measured, by its rule: each measures something else. */
const DISTANCES: Record<string, string> = {
  'left-corridor': 'page-alert-by-left-corridor',
  'left-safe-area': 'page-alert-by-left-safe-area',
  'interval-small': 'page-alert-by-interval-small',
  'interval-large': 'page-alert-by-interval-large',
  'convoy-broken': 'page-alert-by-convoy-broken',
  straggler: 'page-alert-by-straggler',
  separated: 'page-alert-by-separated',
  'two-places': 'page-alert-by-two-places',
};

/** How late something is, or how long it lasts. */
const DELAYS: Record<string, string> = {
  late: 'page-alert-for-late',
  stopped: 'page-alert-for-stopped',
  'lost-contact': 'page-alert-for-lost-contact',
};

/** What an alert is about that has no name but an identifier, which says nothing to a person. */
const NAMELESS: Record<string, string> = {
  'entered-no-go': 'page-alert-at-no-go',
  emergency: 'page-alert-at-device',
  'call-for-help': 'page-alert-at-device',
  'two-places': 'page-alert-at-device',
};

/** What an alert measured; `null` if its rule says nothing of it. */
export function measured(rule: string, mm?: number | null, seconds?: number | null): string | null {
  const [by, lasts] = [DISTANCES[rule], DELAYS[rule]];
  if (by && mm) return t(by, { metres: String(Math.round(mm / 1000)) });
  if (lasts && seconds) return t(lasts, { minutes: String(Math.round(seconds / 60)) });
  return null;
}

/** Ends of a way that its order does not name, as the watch calls them. */
const ENDS: Record<string, string> = {
  start: 'word-start',
  'start-of-the-way': 'word-start',
  release: 'word-release',
  'release-of-the-way': 'word-release',
};

/** A point of a way: by its label, or, if the order does not name that end, as what it is. */
export const pointName = (point: string): string => named(ENDS, point);

/**
 * What an alert is about besides its vehicles: a point, a halt, an area, a stretch between two points (`start/CP3`, `-/CP1`), a
 * call that was missed, by its hour, a silence that was planned, by its beginning, or a district that is entered, from the second time on
 * with how often (`shangla:2`).
 */
export function elementName(rule: string, element: string): string {
  if (NAMELESS[rule]) return named(NAMELESS, rule);
  // The call is named by its hour, which is the room's already.
  if (rule === 'missed-call') return element.replace('T', ' ');
  const again = rule === 'handover-unconfirmed' ? /^(.+):(\d+)$/.exec(element) : null;
  if (again) return t('page-alert-at-hand-over', { district: again[1]!, visit: again[2]! });
  if (/^\d{4}-\d\d-\d\dT.*Z$/.test(element)) return t('page-alert-at-silence', { from: moment(element) });
  const [from = '', to = '', ...more] = element.split('/').map((point) => (point === '-' ? '' : pointName(point)));
  if (!element.includes('/') || more.length > 0) return pointName(element);
  if (from && to) return t('page-alert-at-stretch', { from, to });
  if (to) return t('page-alert-at-before', { point: to });
  return from ? t('page-alert-at-after', { point: from }) : t('page-alert-at-way');
}

/** What a rule of the watch would need. */
const LACKS: Record<string, string> = {
  way: 'page-lacks-way',
  threshold: 'page-lacks-threshold',
  device: 'page-lacks-device',
  'second-vehicle': 'page-lacks-second-vehicle',
  'principals-and-escort': 'page-lacks-principals-and-escort',
  'planned-time': 'page-lacks-planned-time',
  'phase-line': 'page-lacks-phase-line',
  'no-go-area': 'page-lacks-no-go-area',
  'safe-area': 'page-lacks-safe-area',
};
export const lacksName = (lacks: string): string => named(LACKS, lacks);

// Moments and days, by the room's own clock; the page says which clock that is.
import { room } from './clock.svelte';
import { t, words } from './index.svelte';

const LOCALES = { en: 'en-GB', ur: 'ur-PK', zh: 'zh-CN' };

/** Latin digits in every language: plates, telephones and the radio have no others. */
function locale(): string {
  return `${LOCALES[words.language]}-u-nu-latn-ca-gregory`;
}

/** A moment, to the minute. */
export function moment(text: string | null | undefined): string {
  if (!text) return '';
  return told({ dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' }, new Date(text));
}

/** Whether a moment is still to come. */
export function isAhead(text: string): boolean {
  return Date.parse(text) > room.now();
}

/** An hour of today, to the second. */
export function clock(at: Date): string {
  return told({ timeStyle: 'medium', hourCycle: 'h23' }, at);
}

/** A moment of the past, to the second and with its day. */
export function whole(at: Date): string {
  return told({ dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' }, at);
}

function told(how: Intl.DateTimeFormatOptions, at: Date): string {
  return new Intl.DateTimeFormat(locale(), { ...how, timeZone: 'UTC' }).format(room.shown(at));
}

/** A calendar day, which is the same day everywhere. */
export function day(text: string): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${text}T00:00:00Z`));
}

/** The clock times are shown by, such as UTC+05:00. */
export function zone(): string {
  return room.zone;
}

/** How long ago something was, by its two largest parts. */
export function age(text: string): string {
  const minutes = Math.floor((room.now() - Date.parse(text)) / 60_000);
  if (minutes < 60) return t('age-fresh');
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)];
  const said = [days > 0 ? t('span-days', { count: days }) : '', hours > 0 ? t('span-hours', { count: hours }) : ''];
  return t('age-old', { span: said.filter(Boolean).join(' ') });
}

/** What a field for a moment holds, which is an hour of the room's clock, as the API takes it. */
export function fromField(local: string): string {
  return room.read(new Date(`${local}Z`)).toISOString().replace(/\.\d+Z$/, 'Z');
}

// What a form holds, as the body the API takes.
import { fromField } from '../words/time';
import type { Action, Context, Field } from './action';

export type Values = Record<string, unknown>;

/** A fact as somebody says it. */
export interface Stated {
  path: string;
  value: unknown;
  by?: string;
  valid_until?: string;
}

/** What was seen: ticked of what the order has, and others. */
export interface Seen {
  ticked: string[];
  others: string;
}

/** What fills the `{names}` of the address: what the page knows, and what the form asks. */
export function paramsOf({ path }: Action, params: Record<string, string>, values: Values): Record<string, string> {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
  return Object.fromEntries(names.map((name) => [name, params[name] ?? String(values[name] ?? '')]));
}

/** The body; none where nothing is asked. */
export function bodyOf(action: Action, context: Context, values: Values, read: object): object | undefined {
  const asked = action.fields.filter(({ name, only }) => !action.path.includes(`{${name}}`) && (only?.(context) ?? true));
  if (action.fields.length === 0 || action.method === 'DELETE') return undefined;
  const pairs = asked.map((field) => [field.name, plain(field, values[field.name])] as const);
  return { ...read, ...Object.fromEntries(pairs.filter(([, value]) => value !== undefined)) };
}

function plain({ kind, optional }: Field, value: unknown): unknown {
  const text = typeof value === 'string' ? value.trim() : '';
  switch (kind) {
    case 'tick':
      return Boolean(value);
    case 'granted':
      return value;
    case 'facts':
    case 'files':
      return value ?? [];
    case 'whole':
      return text === '' ? undefined : Number(text);
    case 'moment':
      return text === '' ? undefined : fromField(text);
    case 'lines':
      return text === '' && optional ? undefined : lines(text);
    case 'seen': {
      const { ticked, others } = (value as Seen | undefined) ?? { ticked: [], others: '' };
      return [...ticked, ...lines(others)];
    }
    default:
      return text === '' ? undefined : text;
  }
}

const lines = (text: string): string[] => text.split('\n').map((line) => line.trim()).filter(Boolean);

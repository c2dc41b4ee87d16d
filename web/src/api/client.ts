// The room's API, with the shapes its own description states: `npm run api` reads them from openapi.json, and a test
// of the server holds that file to what it serves.
import { t } from '../words/index.svelte';
import type { components } from './schema';

export type Schemas = components['schemas'];
export type AlertView = Schemas['AlertView'];
export type AreaView = Schemas['AreaView'];
export type Done = Schemas['Done'];
export type FactView = Schemas['FactView'];
export type HappenedView = Schemas['HappenedView'];
export type Invited = Schemas['Invited'];
export type Line = Schemas['Line'];
export type MovementView = Schemas['MovementView'];
export type PersonView = Schemas['PersonView'];
export type Problem = Schemas['Problem'];
export type RulingView = Schemas['RulingView'];
export type Step = Schemas['Step'];

export const ROOT = '/api/v1' as const;


/** What an address of the API answers to reading, by the description's names. */
interface Readable {
  '/me': PersonView;
  '/demonstration': Schemas['Kind'];
  '/movements': Line[];
  '/alerts': AlertView[];
  '/areas': AreaView[];
  '/people': PersonView[];
  '/rulebooks': Schemas['InForce'];
}

/** What belongs to one movement. */
interface OfMovement {
  '': MovementView;
  '/ruling': RulingView;
  '/history': HappenedView[];
  '/sights': Schemas['SightView'][];
  '/messages': Schemas['MessageLine'][];
}

/** Reads what concerns the room. */
export function read<P extends keyof Readable>(path: P): Promise<Readable[P]> {
  return ask('GET', path);
}

/** Reads a part of one movement. */
export function readMovement<P extends keyof OfMovement>(id: string, part: P, from = 0): Promise<OfMovement[P]> {
  return ask('GET', `/movements/${id}${part}${from > 0 ? `?from=${from}` : ''}`);
}

/**
 * Sends to an address that may have been chosen as data; the room checks the address and the body. Whatever is sent
 * twice under one key is done once.
 */
export function send<T = Done>(method: string, path: string, body?: unknown, once?: string): Promise<T> {
  return ask(method, path, body, once);
}

async function ask<T>(method: string, path: string, body?: unknown, once?: string): Promise<T> {
  const headers: Record<string, string> = {};
  if (once) headers['idempotency-key'] = once;
  if (body !== undefined) headers['content-type'] = 'application/json';
  const init: RequestInit = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const response = await fetch(`${ROOT}${path}`, init).catch(() => {
    throw nobodyAnswers();
  });
  const text = await response.text();
  const answer: unknown = text ? parsed(text) : undefined;
  if (!response.ok) throw isProblem(answer) ? answer : nobodyAnswers();
  return answer as T;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A fresh key. Not `randomUUID`, which browsers keep from pages that came without TLS. */
export function key(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function isProblem(thrown: unknown): thrown is Problem {
  return typeof thrown === 'object' && thrown !== null && 'type' in thrown && 'detail' in thrown;
}

/** Whatever was thrown, as a problem that can be shown. */
export function problemOf(thrown: unknown): Problem {
  if (isProblem(thrown)) return thrown;
  throw thrown;
}

function nobodyAnswers(): Problem {
  return { type: '/problems/no-answer', title: t('page-no-answer'), status: 0, detail: t('page-no-answer-detail') };
}

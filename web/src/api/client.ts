// The room's API by its own description (openapi-fetch over the types that each check and build
// make of openapi.json). A test holds that file to what the room serves.
import createClient, { type Middleware } from 'openapi-fetch';
import { room } from '../words/clock.svelte';
import { t, words } from '../words/index.svelte';
import type { components, paths } from './schema';

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
export type RulingView = Schemas['RulingView'];
export type Step = Schemas['Step'];
/** A problem of the room's, or that it did not answer. */
export type Problem = Omit<Schemas['Problem'], 'type'> & { type: Schemas['ProblemType'] | '/problems/no-answer' };

/** Reasons, ways out and problems are told in the language of the page. */
const inTheirLanguage: Middleware = {
  onRequest({ request }) {
    request.headers.set('accept-language', words.language);
    return request;
  },
};

/** What the room's clock says, whatever the browser's does. */
const byTheRoomsClock: Middleware = {
  onResponse({ response }) {
    room.hears(response.headers.get('date'));
  },
};

export const api = createClient<paths>();
api.use(inTheirLanguage, byTheRoomsClock);

/** What was answered; a problem is thrown. */
export async function answered<Data>(asked: Promise<{ data?: Data; error?: unknown; response: Response }>): Promise<Data> {
  const { data, error, response } = await asked.catch(() => {
    throw nobodyAnswers();
  });
  if (!response.ok) throw isProblem(error) ? error : nobodyAnswers();
  return data as Data;
}

/** Addresses of the description that somebody can be sent to by data: forms are chosen by it. */
export type Address = keyof paths;

/**
 * Sends what a form holds. The room checks address and body. Whatever is sent twice under one key is done once.
 */
export function send(
  method: 'POST' | 'PUT' | 'DELETE',
  address: Address,
  params: Record<string, string>,
  body: object | undefined,
  once: string,
): Promise<Done> {
  const init = { params: { path: params }, headers: { 'idempotency-key': once }, ...(body ? { body } : {}) };
  // Which of its operations the address is, and what that takes, is data here and no type.
  const request = api.request as (method: string, address: string, init: object) => Promise<{ data?: Done; response: Response }>;
  return answered(request(method.toLowerCase(), address, init));
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

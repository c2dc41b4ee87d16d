// The room's API, with the shapes its own description states: `npm run api` reads them from openapi.json, and a test
// of the server holds that file to what it serves.
import createClient from 'openapi-fetch';
import type { components, paths } from './schema';

export type Problem = components['schemas']['Problem'];
export type Line = components['schemas']['Line'];
export type MovementView = components['schemas']['MovementView'];
export type RulingView = components['schemas']['RulingView'];
export type HappenedView = components['schemas']['HappenedView'];
export type PersonView = components['schemas']['PersonView'];
export type AlertView = components['schemas']['AlertView'];
export type AreaView = components['schemas']['AreaView'];
export type Done = components['schemas']['Done'];

export const room = createClient<paths>({ baseUrl: '/' });

/** A fresh key: whatever is sent twice under it is done once. */
export function key(): string {
  return crypto.randomUUID();
}

/** Sends to an address that was chosen as data; the address and its body are checked by the room. */
export async function send(method: string, path: string, body?: unknown): Promise<Done> {
  const response = await fetch(`/api/v1${path}`, {
    method,
    headers: { 'idempotency-key': key(), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw answer as Problem;
  return answer as Done;
}

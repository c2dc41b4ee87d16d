// What can be done in the room as a whole.
import { of, type Action } from './action';
import { AGREE } from './duress';
import * as choose from './options';
import { ANNOUNCE_SILENCE } from './voice';

const FIRST_ROWS = [
  'movement.purpose',
  'movement.area',
  'movement.inter_city',
  'movement.begins_on',
  'movement.departs_on',
  'movement.departs_at',
  'movement.vehicle_count',
];

export const OF_THE_ROOM: Action[] = [
  {
    says: 'page-act-request',
    explains: 'page-act-request-explained',
    roles: ['duty-officer', 'sponsor'],
    method: 'POST',
    path: '/api/v1/movements',
    fields: of<'Wanted'>(
      { name: 'number', says: 'page-field-number', kind: 'line', hint: 'page-hint-number' },
      { name: 'standing', says: 'page-field-standing', kind: 'tick' },
      { name: 'facts', says: 'page-field-order', kind: 'facts', facts: 'any', rows: FIRST_ROWS },
    ),
  },
  {
    says: 'page-act-urgent',
    explains: 'page-act-urgent-explained',
    roles: ['duty-officer', 'sponsor', 'commander', 'authority'],
    method: 'POST',
    path: '/api/v1/urgent-movements',
    fields: of<'Urgent'>(
      { name: 'number', says: 'page-field-number', kind: 'line', hint: 'page-hint-number' },
      { name: 'reason', says: 'page-field-urgent-reason', kind: 'words' },
      { name: 'facts', says: 'page-field-known', kind: 'facts', facts: 'any', optional: true },
    ),
  },
  {
    says: 'page-act-observed',
    explains: 'page-act-observed-explained',
    roles: ['duty-officer', 'district-officer', 'commander', 'authority'],
    method: 'POST',
    path: '/api/v1/observed-movements',
    fields: of<'Observed'>(
      { name: 'number', says: 'page-field-number', kind: 'line', hint: 'page-hint-observed-number' },
      { name: 'at', says: 'page-field-seen-at', kind: 'moment', optional: true, hint: 'page-hint-now' },
      { name: 'facts', says: 'page-field-seen', kind: 'facts', facts: 'any', optional: true },
    ),
  },
  {
    says: 'page-act-level',
    explains: 'page-act-level-explained',
    roles: ['duty-officer', 'authority'],
    method: 'POST',
    path: '/api/v1/areas/levels',
    fields: of<'Level'>(
      { name: 'area', says: 'page-field-area', kind: 'line', hint: 'page-hint-area' },
      { name: 'level', says: 'page-field-level', kind: 'choice', options: choose.levels },
      { name: 'stand_fast', says: 'page-field-stand-fast', kind: 'tick' },
      { name: 'valid_until', says: 'page-field-valid-until', kind: 'moment', optional: true },
    ),
  },
  {
    says: 'page-act-release',
    explains: 'page-act-release-explained',
    roles: ['duty-officer', 'authority'],
    method: 'POST',
    path: '/api/v1/areas/releases',
    fields: of<'Where'>({ name: 'area', says: 'page-field-area', kind: 'line', hint: 'page-hint-area' }),
  },
  ANNOUNCE_SILENCE,
  AGREE,
  {
    says: 'page-act-register',
    explains: 'page-act-register-explained',
    roles: ['duty-officer'],
    method: 'POST',
    path: '/api/v1/register',
    fields: of<'Evidence'>({ name: 'facts', says: 'page-field-evidence', kind: 'facts', facts: 'any' }),
  },
  {
    says: 'page-act-address',
    explains: 'page-act-address-explained',
    roles: ['duty-officer', 'sponsor', 'district-officer', 'commander', 'principal'],
    method: 'PUT',
    path: '/api/v1/me/address',
    fields: of<'Mail'>(
      { name: 'mail', says: 'page-field-mail', kind: 'line', hint: 'page-hint-mail' },
      { name: 'language', says: 'page-language', kind: 'choice', options: choose.tongues },
    ),
  },
  {
    says: 'page-act-no-address',
    explains: 'page-act-no-address-explained',
    roles: ['duty-officer', 'sponsor', 'district-officer', 'commander', 'principal'],
    method: 'DELETE',
    path: '/api/v1/me/address',
    fields: [],
  },
];

export const ADOPT: Action = {
  says: 'page-act-adopt',
  explains: 'page-act-adopt-explained',
  roles: ['authority'],
  method: 'PUT',
  path: '/api/v1/rulebooks',
  fields: of<'Adoption'>(
    { name: 'rulebooks', says: 'page-field-rulebooks', kind: 'files' },
    { name: 'switched_off', says: 'page-field-switched-off', kind: 'lines', optional: true },
    { name: 'reason', says: 'page-field-switched-off-reason', kind: 'words', optional: true },
  ),
};

export const ENROL: Action = {
  says: 'page-act-enrol',
  roles: ['administrator'],
  method: 'POST',
  path: '/api/v1/people',
  fields: [
    { name: 'name', says: 'page-field-name', kind: 'line' },
    { name: 'role', says: 'page-field-role', kind: 'choice', options: choose.roles },
    { name: 'agency', says: 'page-field-agency', kind: 'line', hint: 'page-hint-agency' },
    { name: 'label', says: 'page-field-label', kind: 'line', optional: true, hint: 'page-hint-label' },
    { name: 'areas', says: 'page-field-areas', kind: 'lines', optional: true, hint: 'page-hint-areas' },
  ],
};

export const OF_A_PERSON: Action[] = [
  {
    says: 'page-act-invite',
    explains: 'page-act-invite-explained',
    roles: ['administrator'],
    method: 'POST',
    path: '/api/v1/people/{id}/invitation',
    fields: [],
  },
  {
    says: 'page-act-dismiss',
    explains: 'page-act-dismiss-explained',
    roles: ['administrator'],
    method: 'DELETE',
    path: '/api/v1/people/{id}',
    fields: [],
  },
];

/** What stands behind the name of somebody who does not act here any more. */
export const STANDINGS: Record<string, string> = {
  dismissed: 'page-standing-dismissed',
  erased: 'page-standing-erased',
};

/** What is left to be done about somebody who was dismissed. */
export const OF_A_FORMER_PERSON: Action[] = [
  {
    says: 'page-act-erase',
    explains: 'page-act-erase-explained',
    roles: ['administrator'],
    method: 'POST',
    path: '/api/v1/people/{id}/erasure',
    fields: of<'Erasure'>({ name: 'reason', says: 'page-field-erasure-reason', kind: 'words' }),
  },
];

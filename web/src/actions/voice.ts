// What can be done about silences that are planned for.
import type { Schemas } from '../api/client';
import { t } from '../words/index.svelte';
import { SILENCES } from '../words/named';
import { of, type Action } from './action';

const whys = () => Object.entries(SILENCES).map(([value, says]) => ({ value, says: t(says) }));

export const ANNOUNCE_SILENCE: Action = {
  says: 'page-act-silence',
  explains: 'page-act-silence-explained',
  roles: ['duty-officer', 'authority'],
  method: 'POST',
  path: '/api/v1/silences',
  fields: of<'NewSilence'>(
    { name: 'area', says: 'page-field-area', kind: 'line', hint: 'page-hint-area' },
    { name: 'from', says: 'page-field-begins-at', kind: 'moment' },
    { name: 'until', says: 'page-field-ends-at', kind: 'moment' },
    { name: 'why', says: 'page-field-silence-why', kind: 'choice', options: whys },
    { name: 'every_minutes', says: 'page-field-call-every', kind: 'whole' },
  ),
};

export const SILENCE_OF_ONE: Action = {
  ...ANNOUNCE_SILENCE,
  read: ({ movement }) => ({ movement: movement?.id }),
  fields: ANNOUNCE_SILENCE.fields.filter(({ name }) => name !== 'area'),
};

/** What was heard is named by what the page shows of it. */
export const takeBack = (one: Schemas['SpokenView']): Action => ({
  says: 'page-act-take-back-voice',
  explains: 'page-act-take-back-voice-explained',
  roles: ['duty-officer'],
  method: 'POST',
  path: '/api/v1/movements/{id}/heard/taking-back',
  read: () => ({ stated_at: one.stated_at, received_at: one.received_at, point: one.point ?? undefined }),
  fields: of<'VoiceTakingBack'>({ name: 'reason', says: 'page-field-reason', kind: 'words' }),
});

export const LIFT_SILENCE: Action = {
  says: 'page-act-lift-silence',
  roles: ['duty-officer', 'authority'],
  method: 'POST',
  path: '/api/v1/silences/{id}/lifting',
  fields: of<'SilenceEnd'>({ name: 'reason', says: 'page-field-reason', kind: 'words' }),
};

// What can be done about devices that report from the road.
import { t } from '../words/index.svelte';
import { of, type Action } from './action';
import { tongues } from './options';

const sorts = () => [
  { value: 'phone', says: t('page-device-phone') },
  { value: 'tracker', says: t('page-device-tracker') },
  { value: 'tak', says: t('page-device-tak') },
];

export const ENROL_DEVICE: Action = {
  says: 'page-act-device',
  explains: 'page-act-device-explained',
  roles: ['duty-officer'],
  method: 'POST',
  path: '/api/v1/devices',
  fields: of<'NewDevice'>(
    { name: 'serves', says: 'page-field-serves', kind: 'line', hint: 'page-hint-serves' },
    { name: 'sort', says: 'page-field-sort', kind: 'choice', options: sorts },
    { name: 'until', says: 'page-field-ends-at', kind: 'moment', optional: true },
    { name: 'language', says: 'page-field-device-language', kind: 'choice', options: tongues, hint: 'page-hint-device-language' },
    { name: 'consent', says: 'page-field-consent', kind: 'words', optional: true, hint: 'page-hint-consent' },
  ),
};

export const REVOKE_DEVICE: Action = {
  says: 'page-act-revoke-device',
  roles: ['duty-officer'],
  method: 'POST',
  path: '/api/v1/devices/{id}/revocation',
  fields: of<'Revoking'>({ name: 'reason', says: 'page-field-revoke-reason', kind: 'words' }),
};

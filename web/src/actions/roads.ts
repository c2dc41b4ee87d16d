// What can be done about roads: dangers reported and lifted, networks taken into force.
import { of, type Action, type Option } from './action';
import * as choose from './options';

const REPORT: Action['roles'] = ['duty-officer', 'district-officer', 'commander', 'authority'];

export const OF_THE_ROADS: Action[] = [
  {
    says: 'page-act-incident',
    explains: 'page-act-incident-explained',
    roles: REPORT,
    method: 'POST',
    path: '/api/v1/dangers/incidents',
    fields: of<'Incident'>(
      { name: 'kind', says: 'page-field-incident', kind: 'choice', options: choose.incidents },
      { name: 'place', says: 'page-field-place', kind: 'line', hint: 'page-hint-place' },
      { name: 'within_m', says: 'page-field-within', kind: 'whole', optional: true },
      { name: 'at', says: 'page-field-happened-at', kind: 'moment' },
      { name: 'grade', says: 'page-field-grade', kind: 'line', optional: true, hint: 'page-hint-grade' },
    ),
  },
  {
    says: 'page-act-closure',
    explains: 'page-act-closure-explained',
    roles: REPORT,
    method: 'POST',
    path: '/api/v1/dangers/closures',
    fields: of<'Closure'>(
      { name: 'place', says: 'page-field-place', kind: 'line', hint: 'page-hint-place' },
      { name: 'within_m', says: 'page-field-closed-within', kind: 'whole' },
      { name: 'from', says: 'page-field-begins-at', kind: 'moment', optional: true },
      { name: 'until', says: 'page-field-ends-at', kind: 'moment', optional: true },
    ),
  },
  {
    says: 'page-act-no-go',
    explains: 'page-act-no-go-explained',
    roles: REPORT,
    method: 'POST',
    path: '/api/v1/dangers/no-go-areas',
    fields: of<'NoGo'>(
      { name: 'corners', says: 'page-field-corners', kind: 'lines', hint: 'page-hint-corners' },
      { name: 'from', says: 'page-field-begins-at', kind: 'moment', optional: true },
      { name: 'until', says: 'page-field-ends-at', kind: 'moment', optional: true },
    ),
  },
];

export const LIFT: Action = {
  says: 'page-act-lift',
  roles: ['duty-officer', 'authority'],
  method: 'POST',
  path: '/api/v1/dangers/{id}/lifting',
  fields: of<'Lifting'>({ name: 'reason', says: 'page-field-lift-reason', kind: 'words' }),
};

/** Taking one of these networks into force. */
export function adoptNetwork(offered: Option[]): Action {
  return {
    says: 'page-act-network',
    explains: 'page-act-network-explained',
    roles: ['authority'],
    method: 'PUT',
    path: '/api/v1/networks/in-force',
    fields: of<'InForceNow'>({ name: 'network', says: 'page-field-network', kind: 'choice', options: () => offered }),
  };
}

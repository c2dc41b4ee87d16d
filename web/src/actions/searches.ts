// Searching where one person's device was: one asks for a case, somebody else decides.
import { of, type Action } from './action';

export const ASK_SEARCH: Action = {
  says: 'page-act-search',
  explains: 'page-act-search-explained',
  roles: ['investigator', 'authority'],
  method: 'POST',
  path: '/api/v1/searches',
  read: ({ movement }) => ({ movement: movement?.id }),
  fields: of<'NewSearch'>(
    { name: 'of', says: 'page-field-search-of', kind: 'line', hint: 'page-hint-search-of' },
    { name: 'from', says: 'page-field-search-from', kind: 'moment' },
    { name: 'until', says: 'page-field-search-until', kind: 'moment' },
    { name: 'reason', says: 'page-field-reason', kind: 'words' },
  ),
};

const decides = (says: string, path: '/api/v1/searches/{id}/approve' | '/api/v1/searches/{id}/refuse'): Action => ({
  says,
  roles: ['authority'],
  method: 'POST',
  path,
  fields: of<'SearchDecision'>({ name: 'reason', says: 'page-field-reason', kind: 'words', optional: true }),
});

export const APPROVE_SEARCH = decides('page-act-search-approve', '/api/v1/searches/{id}/approve');
export const REFUSE_SEARCH = decides('page-act-search-refuse', '/api/v1/searches/{id}/refuse');

// What can be done about duress. What somebody's own device shows is the same whichever PIN they typed.
import type { MovementView, Schemas } from '../api/client';
import { word } from '../words/index.svelte';
import { of, type Action, type Context, type Option } from './action';
import { underWay } from './stages';

type Duress = Schemas['DuressView'];

const themselves = (of: string[]): Option[] => [...new Set(of)].map((value) => ({ value, says: value }));

/** Those of an order with whom something can have been agreed on. */
function detail({ movement }: Context): Option[] {
  const named = movement?.facts.flatMap(({ path }) => /^(?:commanders|crew|principals)\[[^\]]*\]/.exec(path)?.[0] ?? []);
  return themselves(named ?? []);
}

export const AGREE: Action = {
  says: 'page-act-agree',
  explains: 'page-act-agree-explained',
  roles: ['duty-officer'],
  method: 'PUT',
  path: '/api/v1/duress/words',
  fields: of<'AgreedWords'>(
    { name: 'of', says: 'page-field-whose', kind: 'line', hint: 'page-hint-whose' },
    { name: 'word', says: 'page-field-duress-word', kind: 'secret' },
    { name: 'pin', says: 'page-field-pin', kind: 'secret' },
    { name: 'duress_pin', says: 'page-field-duress-pin', kind: 'secret' },
    { name: 'question', says: 'page-field-question', kind: 'line' },
    { name: 'answer', says: 'page-field-answer', kind: 'secret' },
  ),
};

export const CHECK_IN: Action = {
  says: 'page-act-check-in',
  explains: 'page-act-check-in-explained',
  roles: ['commander', 'principal'],
  method: 'POST',
  path: '/api/v1/movements/{id}/check-ins',
  when: (movement: MovementView) => underWay(movement),
  fields: of<'CheckIn'>({ name: 'pin', says: 'page-field-pin', kind: 'secret' }),
};

export const CHALLENGE: Action = {
  says: 'page-act-challenge',
  explains: 'page-act-challenge-explained',
  roles: ['duty-officer'],
  method: 'POST',
  path: '/api/v1/movements/{id}/challenges',
  when: (movement: MovementView) => underWay(movement),
  fields: of<'Whose'>({ name: 'of', says: 'page-field-whose', kind: 'choice', options: detail }),
};

/** The challenge to whom it is about. */
export const challengeOf = ({ signalled, asked }: Duress): Action => ({
  ...CHALLENGE,
  fields: of<'Whose'>({
    name: 'of',
    says: 'page-field-whose',
    kind: 'choice',
    options: () => themselves([...signalled, ...asked].map(({ of }) => of)),
  }),
});

export const answerOf = ({ asked }: Duress): Action => ({
  says: 'page-act-challenge-answer',
  roles: ['duty-officer'],
  method: 'POST',
  path: '/api/v1/movements/{id}/challenge-answers',
  fields: of<'ChallengeAnswer'>(
    { name: 'of', says: 'page-field-whose', kind: 'choice', options: () => themselves(asked.map(({ of }) => of)) },
    { name: 'answer', says: 'page-field-answer', kind: 'secret' },
  ),
});

export const CALL = ({ could_be_called }: Duress): Action => ({
  says: 'page-act-call-responder',
  explains: 'page-act-call-responder-explained',
  roles: ['duty-officer'],
  method: 'POST',
  path: '/api/v1/movements/{id}/responders',
  fields: of<'Responder'>({
    name: 'person',
    says: 'page-field-name',
    kind: 'choice',
    options: () =>
      could_be_called.map(({ person, name, role, agency }) => ({
        value: person,
        says: `${name ?? person} (${word('role', role)}, ${agency})`,
      })),
  }),
});

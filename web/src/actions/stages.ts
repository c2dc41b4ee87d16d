// Where a movement stands, as conditions.
import type { MovementView } from '../api/client';

export const waiting = ({ stage }: MovementView): boolean => ['requested', 'cleared', 'held'].includes(stage);
export const underWay = ({ stage }: MovementView): boolean => stage === 'under-way';
export const hasLeft = (movement: MovementView): boolean => ['under-way', 'arrived', 'closed'].includes(movement.stage);
export const open = (movement: MovementView): boolean => waiting(movement) || underWay(movement);
export const journey = ({ kind }: MovementView): boolean => kind !== 'standing';

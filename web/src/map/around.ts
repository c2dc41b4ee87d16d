// Dangers as areas of the map.
import type { Schemas } from '../api/client';
import { word } from '../words/index.svelte';
import type { AreaOver } from './over';

/** Corners of what is drawn for a circle. */
const CORNERS = 32;
/** Metres in a degree of a meridian, on a sphere of the earth's mean radius. */
const METRES = 111_195;
/** What is smaller is not seen. */
const LEAST_METRES = 150;

/** An area, or everything within a distance of a place. */
export function area({ places, within_m, kind, sort }: Schemas['DangerView']): AreaOver {
  const ring = places.length > 1 ? places : circle(places[0] ?? [0, 0], Math.max(within_m, LEAST_METRES));
  const closed = [...ring, ring[0] ?? [0, 0]];
  const properties = { class: sort === 'no-go' ? ('no-go' as const) : ('danger' as const), name: word('word', kind) };
  return { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [closed] } };
}

function circle([lon = 0, lat = 0]: number[], metres: number): number[][] {
  const [north, east] = [metres / METRES, metres / METRES / Math.max(Math.cos((lat * Math.PI) / 180), 0.01)];
  return Array.from({ length: CORNERS }, (_, n) => {
    const angle = (2 * Math.PI * n) / CORNERS;
    return [lon + east * Math.cos(angle), lat + north * Math.sin(angle)];
  });
}

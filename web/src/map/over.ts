// What can be laid over the map.
import type { Feature, FeatureCollection, LineString, MultiLineString, MultiPolygon, Point, Polygon, Position } from 'geojson';
import type { Mark } from './marks';

/** What a line is: the way that is planned, the best one now, another on offer, or a dangerous stretch. */
export type LineClass = 'planned' | 'best' | 'offered' | 'danger';
/** `name` is read out in the list under the map. */
export type LineOver = Feature<LineString | MultiLineString, { class: LineClass; name?: string }>;
/**
 * Where something is that reports, or a point of a way. `href` is where a tap on it leads. One of a whole track has its name in
 * the list only: thousands of names hide the map.
 */
export type SpotOver = Feature<Point, { mark: Mark; name: string; href?: string; ofTrack?: boolean }>;
/** What an area is: dangerous, or closed to everybody. */
export type AreaClass = 'danger' | 'no-go';
export type AreaOver = Feature<Polygon | MultiPolygon, { class: AreaClass; name?: string }>;

/** Something at a place of the map. */
export function spot(place: Position, mark: Mark, name: string, href?: string): SpotOver {
  const properties = href ? { mark, name, href } : { mark, name };
  return { type: 'Feature', properties, geometry: { type: 'Point', coordinates: place } };
}

export function collection(features: Feature[]): FeatureCollection {
  return { type: 'FeatureCollection', features };
}

/** West, south, east and north of all that is laid over; nothing if nothing is. */
export function bounds(features: Feature[]): [number, number, number, number] | null {
  let found: [number, number, number, number] | null = null;
  const take = (part: unknown): void => {
    if (!Array.isArray(part)) return;
    if (typeof part[0] !== 'number') return part.forEach(take);
    const [x = 0, y = 0] = part as Position;
    const [west, south, east, north] = found ?? [x, y, x, y];
    found = [Math.min(west, x), Math.min(south, y), Math.max(east, x), Math.max(north, y)];
  };
  for (const { geometry } of features) if ('coordinates' in geometry) take(geometry.coordinates);
  return found;
}

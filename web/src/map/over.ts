// What can be laid over the map.
import type { Feature, FeatureCollection, LineString, MultiLineString, MultiPolygon, Point, Polygon, Position } from 'geojson';

/** What a line is: the way that is planned, the best one now, another on offer, or a dangerous stretch. */
export type LineClass = 'planned' | 'best' | 'offered' | 'danger';
/** `name` is read out in the list under the map. */
export type LineOver = Feature<LineString | MultiLineString, { class: LineClass; name?: string }>;
/** Where something is that reports. */
export type SpotOver = Feature<Point, { name: string }>;
export type AreaOver = Feature<Polygon | MultiPolygon, { name?: string }>;

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

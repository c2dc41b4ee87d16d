// What the map shows just now, as lists: for whoever cannot see it, and for whoever would rather read.
import type { Map } from 'maplibre-gl';

export interface Shown {
  places: string[];
  roads: string[];
}

/** No list is longer: who wants more comes nearer. */
const MOST = 60;

export function shown(map: Map, language: string): Shown {
  const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
  const of = (layer: string) => map.querySourceFeatures('map', { sourceLayer: layer });
  const bounds = map.getBounds();
  const places = of('places')
    .filter(({ geometry }) => geometry.type === 'Point' && bounds.contains(geometry.coordinates as [number, number]))
    .sort((one, other) => Number(one.properties['rank']) - Number(other.properties['rank']))
    .map(({ properties }) => text(properties[`name:${language}`]) ?? text(properties['name']));
  const layers = ['great-roads', 'main-roads', 'roads', 'ferries', 'tracks'];
  const roads = map.queryRenderedFeatures({ layers }).map(({ properties }) => {
    const [number, named] = [text(properties['ref']), text(properties['name'])];
    return number && named ? `${number} ${named}` : (number ?? named);
  });
  return { places: first(places), roads: first(roads).sort((one, other) => one.localeCompare(other)) };
}

function first(texts: (string | undefined)[]): string[] {
  return [...new Set(texts.filter((text) => text !== undefined))].slice(0, MOST);
}

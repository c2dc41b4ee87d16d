// How the map is drawn: a style of our own over the four layers of the room's tiles (`crates/tiles` says what is in them).
import type {
  ExpressionSpecification,
  FilterSpecification,
  LayerSpecification,
  SourceSpecification,
  StyleSpecification,
} from 'maplibre-gl';
import type { Schemas } from '../api/client';
import { label, mark, name, type Look } from './labels';
import type { Palette } from './palette';

const GREAT = ['motorway', 'trunk', 'motorway_link', 'trunk_link', 'drawn'];
const MAIN = ['primary', 'secondary', 'primary_link', 'secondary_link'];
const TRACKS = ['track'];
const FERRIES = ['ferry'];

/** Wide by zoom: at 5, at 12, at 18. */
function wide(at5: number, at12: number, at18: number): ExpressionSpecification {
  return ['interpolate', ['exponential', 1.5], ['zoom'], 5, at5, 12, at12, 18, at18];
}

function isOne(classes: string[]): FilterSpecification {
  return ['in', ['get', 'class'], ['literal', classes]];
}

const isOther: FilterSpecification = ['!', ['in', ['get', 'class'], ['literal', [...GREAT, ...MAIN, ...TRACKS, ...FERRIES]]]];

type Width = [number, number, number];

function road(id: string, filter: FilterSpecification, color: string, width: Width, rest: object = {}): LayerSpecification {
  return {
    id,
    type: 'line',
    source: 'map',
    'source-layer': 'roads',
    filter,
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': color, 'line-width': wide(...width), ...rest },
  };
}

function cased(id: string, filter: FilterSpecification, colors: Palette, color: string, width: Width): LayerSpecification[] {
  const [at5, at12, at18] = width;
  const under = road(`${id}-casing`, filter, colors.casing, [at5 + 0.4, at12 + 1.5, at18 + 3]);
  // What runs through a tunnel is paler.
  const pale: ExpressionSpecification = ['case', ['has', 'tunnel'], 0.5, 1];
  return [under, road(id, filter, color, width, { 'line-opacity': pale })];
}

function roads(colors: Palette): LayerSpecification[] {
  return [
    road('ferries', isOne(FERRIES), colors.waterInk, [0.6, 1.2, 2], { 'line-dasharray': [4, 3] }),
    road('tracks', isOne(TRACKS), colors.track, [0.3, 0.8, 4], { 'line-dasharray': [3, 2] }),
    ...cased('roads', isOther, colors, colors.road, [0.4, 1.2, 14]),
    ...cased('main-roads', isOne(MAIN), colors, colors.main, [0.8, 2.5, 18]),
    ...cased('great-roads', isOne(GREAT), colors, colors.great, [1.4, 3.5, 22]),
  ];
}

function water(colors: Palette): LayerSpecification[] {
  const base = { source: 'map', 'source-layer': 'water' } as const;
  return [
    { ...base, id: 'water', type: 'fill', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': colors.water } },
    {
      ...base,
      id: 'water-lines',
      type: 'line',
      filter: ['==', ['geometry-type'], 'LineString'],
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': ['match', ['get', 'kind'], 'coastline', colors.waterInk, colors.water],
        'line-width': ['match', ['get', 'kind'], ['river', 'coastline'], 1.8, 1],
      },
    },
  ];
}

const borders = (colors: Palette): LayerSpecification => ({
  id: 'borders',
  type: 'line',
  source: 'map',
  'source-layer': 'districts',
  filter: ['==', ['geometry-type'], 'LineString'],
  paint: { 'line-color': colors.border, 'line-width': wide(0.6, 1.6, 3), 'line-dasharray': [4, 2, 1, 2], 'line-opacity': 0.8 },
});

/** What whoever shows the map lays over its roads. */
function laidOver(colors: Palette): LayerSpecification[] {
  const color: ExpressionSpecification = [
    'match', ['get', 'class'], 'planned', colors.planned, 'best', colors.best, 'danger', colors.danger, colors.offered,
  ];
  const line = (id: string, name: string, dashes?: number[]): LayerSpecification => ({
    id,
    type: 'line',
    source: 'lines',
    filter: ['==', ['get', 'class'], name],
    layout: { 'line-cap': dashes ? 'butt' : 'round', 'line-join': 'round' },
    paint: { 'line-color': color, 'line-width': 5, 'line-opacity': 0.85, ...(dashes ? { 'line-dasharray': dashes } : {}) },
  });
  return [
    { id: 'areas', type: 'fill', source: 'areas', paint: { 'fill-color': colors.danger, 'fill-opacity': 0.22 } },
    {
      id: 'areas-edge',
      type: 'line',
      source: 'areas',
      filter: ['!=', ['get', 'class'], 'no-go'],
      paint: { 'line-color': colors.danger, 'line-width': 2, 'line-dasharray': [2, 1] },
    },
    {
      id: 'areas-no-go',
      type: 'line',
      source: 'areas',
      filter: ['==', ['get', 'class'], 'no-go'],
      paint: { 'line-color': colors.danger, 'line-width': 4 },
    },
    line('lines-offered', 'offered', [1, 1]),
    line('lines-best', 'best', [3, 1]),
    line('lines-planned', 'planned'),
    line('lines-danger', 'danger', [0.6, 0.6]),
  ];
}

/** How urgently a vehicle is looked for: what calls for help covers everything else. */
const urgency: ExpressionSpecification = ['match', ['get', 'mark'], 'calls', 3, 'alert', 2, 'quiet', 1, 0];

/**
 * Marks and what they are called. A mark is always there; a name gives way to another, and the list under the map has it. The name
 * of what calls for help gives way to none.
 */
function marked(): LayerSpecification[] {
  const marks = (source: string): LayerSpecification => ({
    id: source,
    type: 'symbol',
    source,
    layout: { 'icon-image': mark, 'icon-allow-overlap': true, 'icon-ignore-placement': true, 'symbol-sort-key': urgency },
  });
  const isNamed: ExpressionSpecification = ['all', ['!', ['has', 'ofTrack']], ['!=', ['get', 'mark'], 'calls']];
  const names = (source: string, look: Look, filter: ExpressionSpecification = isNamed, isAlways = false): LayerSpecification => ({
    id: isAlways ? `${source}-always` : `${source}-names`,
    type: 'symbol',
    source,
    filter,
    layout: {
      'icon-allow-overlap': isAlways,
      'icon-image': label(look, ['get', 'name']),
      'icon-anchor': 'top',
      'icon-offset': [0, 12],
      'icon-padding': 1,
      'symbol-sort-key': ['-', 0, urgency],
    },
  });
  const areas: LayerSpecification = {
    id: 'areas-names',
    type: 'symbol',
    source: 'areas',
    filter: ['has', 'name'],
    layout: { 'icon-image': label('village', ['get', 'name']) },
  };
  const always = names('spots', 'called', ['==', ['get', 'mark'], 'calls'], true);
  return [areas, marks('points'), names('points', 'village'), marks('spots'), names('spots', 'called'), always];
}

const spots = (colors: Palette): LayerSpecification => ({
  id: 'places',
  type: 'circle',
  source: 'map',
  'source-layer': 'places',
  filter: ['in', ['get', 'kind'], ['literal', ['city', 'town', 'drawn']]],
  paint: { 'circle-radius': 3.5, 'circle-color': colors.ground, 'circle-stroke-color': colors.ink, 'circle-stroke-width': 1.5 },
});

function labels(language: string): LayerSpecification[] {
  const along = (id: string, look: Look, text: ExpressionSpecification, filter: FilterSpecification, minzoom: number): LayerSpecification => ({
    id,
    type: 'symbol',
    source: 'map',
    'source-layer': id.startsWith('water') ? 'water' : 'roads',
    filter,
    minzoom,
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 350,
      'icon-image': label(look, text),
      'icon-padding': 4,
      'icon-rotation-alignment': look === 'road' ? 'viewport' : 'map',
      'icon-keep-upright': true,
    },
  });
  const places = (look: Look, kinds: string[]): LayerSpecification => ({
    id: `places-${look}`,
    type: 'symbol',
    source: 'map',
    'source-layer': 'places',
    filter: ['in', ['get', 'kind'], ['literal', kinds]],
    layout: { 'icon-image': label(look, name(language)), 'icon-anchor': 'bottom', 'icon-padding': 3, 'symbol-sort-key': ['get', 'rank'] },
  });
  const named: FilterSpecification = ['has', 'name'];
  // Of several numbers the first.
  const reference: ExpressionSpecification = ['at', 0, ['split', ['get', 'ref'], ';']];
  return [
    along('water-names', 'water', name(language), ['all', named, ['==', ['get', 'kind'], 'river'], ['==', ['geometry-type'], 'LineString']], 11),
    along('road-names', 'street', name(language), named, 14),
    along('road-numbers', 'road', reference, ['has', 'ref'], 6),
    {
      id: 'districts',
      type: 'symbol',
      source: 'map',
      'source-layer': 'districts',
      filter: ['==', ['geometry-type'], 'Point'],
      layout: { 'icon-image': label('district', ['get', 'name']) },
    },
    places('village', ['village', 'hamlet', 'isolated_dwelling', 'suburb', 'quarter', 'neighbourhood']),
    places('town', ['town', 'drawn']),
    places('city', ['city']),
  ];
}

/** The whole style, for a map whose tiles there are. */
export function style(map: Schemas['MapView'], tiles: Schemas['TilesView'], colors: Palette, language: string): StyleSpecification {
  const nothing: SourceSpecification = { type: 'geojson', data: { type: 'FeatureCollection', features: [] } };
  return {
    version: 8,
    sources: {
      map: {
        type: 'vector',
        tiles: [`${location.origin}${tiles.address}`],
        minzoom: tiles.min_zoom,
        maxzoom: tiles.max_zoom,
        bounds: wider(map.bounds),
      },
      lines: nothing,
      areas: nothing,
      points: nothing,
      spots: nothing,
    },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': colors.ground } },
      ...water(colors),
      ...roads(colors),
      borders(colors),
      ...laidOver(colors),
      spots(colors),
      ...labels(language),
      ...marked(),
    ],
  };
}

/** Where the map lies, and a bit around: places and water reach beyond the roads. */
export function wider(bounds: number[]): [number, number, number, number] {
  const [west = -180, south = -85, east = 180, north = 85] = bounds;
  const [across, up] = [Math.max(east - west, 0.02) / 4, Math.max(north - south, 0.02) / 4];
  return [Math.max(west - across, -180), Math.max(south - up, -85), Math.min(east + across, 180), Math.min(north + up, 85)];
}

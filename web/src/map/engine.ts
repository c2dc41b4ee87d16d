// What draws the map, fetched only when somebody looks at one: it weighs three times as much as all other pages.
import type * as Engine from 'maplibre-gl';

let fetched: Promise<typeof Engine> | null = null;

/** Fetched once. What could not be fetched is tried again the next time. */
export function engine(): Promise<typeof Engine> {
  fetched ??= fetchIt().catch((thrown: unknown) => {
    fetched = null;
    throw thrown;
  });
  return fetched;
}

async function fetchIt(): Promise<typeof Engine> {
  const [engine, worker] = await Promise.all([
    import('maplibre-gl'),
    import('maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'),
    import('maplibre-gl/dist/maplibre-gl.css'),
  ]);
  engine.setWorkerUrl(worker.default);
  return engine;
}

// Places, as people read them out: latitude first, in degrees.

/** Of longitude and latitude, as the API tells them, exact to a metre. */
export const degrees = ([lon = 0, lat = 0]: number[]): string => `${lat.toFixed(5)}, ${lon.toFixed(5)}`;

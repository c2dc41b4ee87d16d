// The map's colours, by light and by dark. Roads are told apart by width as well, and what is drawn over them by its
// line as well: nobody has to tell colours apart.

const light = {
  ground: '#f4f1ea',
  water: '#b5d3e8',
  waterInk: '#2c5f85',
  ink: '#16202a',
  soft: '#51606e',
  border: '#7a4b8c',
  casing: '#a9a294',
  great: '#e9a24a',
  main: '#f4cf6f',
  road: '#ffffff',
  track: '#b39a72',
  planned: '#0b5cad',
  best: '#1b7a43',
  offered: '#51606e',
  danger: '#a1121f',
};

export type Palette = typeof light;

const dark: Palette = {
  ground: '#171d23',
  water: '#1f3a50',
  waterInk: '#9cc7e6',
  ink: '#f0f4f8',
  soft: '#a3b1bf',
  border: '#cba3dd',
  casing: '#0b0f13',
  great: '#b9782a',
  main: '#8f7632',
  road: '#56616c',
  track: '#6f6048',
  planned: '#7db8ff',
  best: '#6fd39a',
  offered: '#a3b1bf',
  danger: '#ff8f8f',
};

export const isDark = matchMedia('(prefers-color-scheme: dark)');
export const palette = (): Palette => (isDark.matches ? dark : light);

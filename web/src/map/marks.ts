// What stands on the map: vehicles, and the points of a way. Told apart by their shape, and by colour only besides.
import type { Palette } from './palette';

/**
 * A vehicle that is heard, one that is not, one with an open alert, one that calls for help, one that called and whose alert is
 * closed; points by what they are.
 */
export type Mark =
  | 'heard'
  | 'quiet'
  | 'alert'
  | 'calls'
  | 'called'
  | 'start'
  | 'checkpoint'
  | 'phase-line'
  | 'halt'
  | 'safe-haven'
  | 'release';

/** Its outline in a box of 24 by 24, its colour, and what is written in it. */
export interface Shape {
  outline: string;
  ink: keyof Palette;
  hollow?: boolean;
  sign?: string;
  /** Where the sign's middle is, from above. */
  signAt?: number;
  large?: boolean;
}

export const SHAPES: Record<Mark, Shape> = {
  heard: { outline: 'M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18z', ink: 'planned' },
  quiet: { outline: 'M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18z', ink: 'soft', hollow: true, sign: '?' },
  alert: { outline: 'M12 2L23 21H1z', ink: 'danger', sign: '!', signAt: 15.5, large: true },
  calls: { outline: 'M8 1h8l7 7v8l-7 7H8l-7-7V8z', ink: 'danger', sign: 'SOS', large: true },
  called: { outline: 'M8 1h8l7 7v8l-7 7H8l-7-7V8z', ink: 'soft', hollow: true, sign: 'SOS', large: true },
  start: { outline: 'M5 3L21 12L5 21z', ink: 'ink' },
  checkpoint: { outline: 'M12 2L22 12L12 22L2 12z', ink: 'ink' },
  'phase-line': { outline: 'M2 9h20v6H2z', ink: 'ink' },
  halt: { outline: 'M4 3h6v18H4zM14 3h6v18h-6z', ink: 'ink' },
  'safe-haven': { outline: 'M12 2L22 11V22H2V11z', ink: 'best' },
  release: { outline: 'M3 3h18v18H3z', ink: 'ink' },
};

/** What an order calls a point, as its mark. */
export function markOf(sort: string): Mark {
  switch (sort) {
    case 'start':
    case 'phase-line':
    case 'safe-haven':
    case 'release':
      return sort;
    default:
      return 'checkpoint';
  }
}

/** A mark as a picture, for a screen of so many points to each of its own. */
export function picture(mark: Mark, palette: Palette, ratio: number): ImageData | null {
  const pen = document.createElement('canvas').getContext('2d');
  if (!pen) return null;
  const { outline, ink, hollow, sign, signAt, large } = SHAPES[mark];
  const across = large ? 30 : 18;
  pen.canvas.width = pen.canvas.height = across * ratio;
  const scale = ((across - 4) * ratio) / 24;
  pen.setTransform(scale, 0, 0, scale, 2 * ratio, 2 * ratio);
  const path = new Path2D(outline);
  pen.lineJoin = 'round';
  // Around it, so that it is seen on a road of its own colour.
  pen.strokeStyle = hollow ? palette[ink] : palette.ground;
  pen.lineWidth = 3;
  pen.stroke(path);
  pen.fillStyle = hollow ? palette.ground : palette[ink];
  pen.fill(path);
  if (sign) {
    pen.fillStyle = hollow ? palette[ink] : palette.ground;
    pen.font = `700 ${sign.length > 1 ? 10 : 15}px system-ui, sans-serif`;
    [pen.textAlign, pen.textBaseline] = ['center', 'middle'];
    pen.fillText(sign, 12, signAt ?? 12.5);
  }
  return pen.getImageData(0, 0, pen.canvas.width, pen.canvas.height);
}

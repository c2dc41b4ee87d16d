// Labels are pictures of text, drawn by the browser when one is first needed. So every script is shaped as elsewhere on
// the page, Urdu's too, and no glyphs and no plugin have to come from anywhere.
import type { ExpressionSpecification, Map } from 'maplibre-gl';
import { picture as markPicture, SHAPES, type Mark } from './marks';
import type { Palette } from './palette';

/** How a label looks. */
export type Look = 'city' | 'town' | 'village' | 'district' | 'road' | 'street' | 'water' | 'called';

const FONT = "system-ui, 'Noto Sans', 'Noto Naskh Arabic', 'Noto Sans Arabic', 'Noto Sans SC', 'Noto Sans CJK SC', sans-serif";
const LOOKS: Record<Look, { font: string; size: number; ink: keyof Palette; boxed?: boolean }> = {
  city: { font: '600', size: 16, ink: 'ink' },
  town: { font: '600', size: 14, ink: 'ink' },
  village: { font: '400', size: 12, ink: 'ink' },
  district: { font: 'italic 400', size: 14, ink: 'border' },
  road: { font: '600', size: 11, ink: 'ink', boxed: true },
  street: { font: '400', size: 11, ink: 'soft' },
  water: { font: 'italic 400', size: 12, ink: 'waterInk' },
  called: { font: '600', size: 13, ink: 'ink', boxed: true },
};
/** Beyond this a name is cut. */
const LONGEST = 40;
const MARK = '\u0001';

/** The label of a feature, as an expression of the style. */
export function label(look: Look, text: ExpressionSpecification): ExpressionSpecification {
  return ['concat', look, MARK, text];
}

/** The mark of a feature, which says itself what it is. */
export const mark: ExpressionSpecification = ['concat', 'mark', MARK, ['get', 'mark']];

/** The name of a feature in a language, as far as the map has it. */
export function name(language: string): ExpressionSpecification {
  return ['coalesce', ['get', `name:${language}`], ['get', 'name']];
}

/** Draws labels as they are asked for. */
export function drawLabels(map: Map, palette: () => Palette): void {
  map.setMissingStyleImageResolver((id) => {
    const [look, text] = id.split(MARK);
    if (!look || !text || map.hasImage(id)) return;
    const ratio = Math.min(Math.ceil(devicePixelRatio), 3);
    const drawn = drawnAs(look, text, palette(), ratio);
    if (drawn) map.addImage(id, drawn, { pixelRatio: ratio });
  });
}

function drawnAs(look: string, text: string, palette: Palette, ratio: number): ImageData | null {
  if (look === 'mark') return text in SHAPES ? markPicture(text as Mark, palette, ratio) : null;
  return look in LOOKS ? picture(LOOKS[look as Look], text, palette, ratio) : null;
}

function picture(look: (typeof LOOKS)[Look], whole: string, palette: Palette, ratio: number): ImageData | null {
  const pen = document.createElement('canvas').getContext('2d');
  if (!pen) return null;
  const letters = Array.from(whole);
  const text = letters.length > LONGEST ? `${letters.slice(0, LONGEST).join('')}…` : whole;
  const font = `${look.font} ${look.size}px ${FONT}`;
  pen.font = font;
  const around = look.boxed ? 4 : 3;
  const measured = pen.measureText(text);
  const up = Math.max(measured.actualBoundingBoxAscent, look.size * 0.75);
  const down = Math.max(measured.actualBoundingBoxDescent, look.size * 0.2);
  const width = Math.ceil(measured.width) + 2 * around;
  const height = Math.ceil(up + down) + 2 * around;
  pen.canvas.width = width * ratio;
  pen.canvas.height = height * ratio;
  // Setting its size has cleared the pen.
  pen.scale(ratio, ratio);
  pen.font = font;
  pen.textAlign = 'center';
  pen.lineJoin = 'round';
  if (look.boxed) {
    pen.fillStyle = palette.ground;
    pen.strokeStyle = palette.soft;
    pen.beginPath();
    pen.roundRect(0.5, 0.5, width - 1, height - 1, 3);
    pen.fill();
    pen.stroke();
  } else {
    pen.strokeStyle = palette.ground;
    pen.lineWidth = 3;
    pen.strokeText(text, width / 2, around + up);
  }
  pen.fillStyle = palette[look.ink];
  pen.fillText(text, width / 2, around + up);
  return pen.getImageData(0, 0, width * ratio, height * ratio);
}

/** Response categories and lesion marks: letters in a frame. A signed category is tinted, a provisional one dashed; marks tell the role of a lesion by the line of their frame. */
import type { LesionRole } from '../../casefile/index.ts';
import type { NonTargetResponse, OverallResponse, TargetResponse } from '../../recist/index.ts';
import type { Report } from './report.ts';
import { categoryColour, lesionColours, type Style } from './theme.ts';

export type Chip = { readonly words: string; readonly colour: string; readonly tint: boolean; readonly dash: readonly number[] | null; readonly width: (report: Report) => number };

export const chipHeight = 12.5;
const styleOf = (colour: string): Style => ({ size: 7.8, line: chipHeight, weight: 600, colour });
const widthOf = (words: string, colour: string) => (report: Report): number => Math.max(19, report.letters.width(words, styleOf(colour)) + 8);

const shown = (words: string): string => (words === 'NON-CR/NON-PD' ? 'NON-CR/NON-PD' : words);

/** A response; `signed` false: provisional. */
export function responseChip(response: OverallResponse | TargetResponse | NonTargetResponse, signed: boolean): Chip {
  const colour = categoryColour(response);
  const words = shown(response);
  return { words, colour, tint: signed, dash: signed ? null : [2, 1.6], width: widthOf(words, colour) };
}

/** T1, N1, X1: targets in a solid frame, non-targets dashed, new lesions dotted. */
export function lesionChip(label: string, role: LesionRole): Chip {
  const colour = lesionColours[role];
  return { words: label, colour, tint: false, dash: role === 'target' ? null : role === 'nonTarget' ? [2.6, 1.6] : [0.8, 1.4], width: widthOf(label, colour) };
}

export function drawChip(report: Report, chip: Chip, x: number, y: number): void {
  const { file, letters } = report;
  const [width, style] = [chip.width(report), styleOf(chip.colour)];
  file.save();
  if (chip.tint) {
    file.roundedRect(x, y, width, chipHeight, 2.5).fillOpacity(0.12).fill(chip.colour);
    file.fillOpacity(1);
  }
  file.roundedRect(x, y, width, chipHeight, 2.5).lineWidth(chip.tint ? 0.6 : 0.8).strokeColor(chip.colour);
  if (chip.dash) file.dash(chip.dash[0] ?? 2, { space: chip.dash[1] ?? 2 });
  file.stroke();
  file.restore();
  const line = letters.fitted(chip.words, style, 200);
  letters.draw(line, x + (width - line.width) / 2, y, style);
}

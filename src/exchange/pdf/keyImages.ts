/** Key images with their callipers burned in: of one timepoint all of them, of a whole read every lesion at the timepoints that decide. */
import { displayDate, type SubjectCase, type Timepoint } from '../../casefile/index.ts';
import type { ExportPorts, ExportRead } from '../model.ts';
import { keyImagePlans, type KeyImagePlan, type Picture } from '../pictures.ts';
import type { Report } from './report.ts';
import { lesionChip, drawChip, chipHeight } from './chip.ts';
import { nadirOf } from './lesionTable.ts';
import { colours, page, styles, type Style } from './theme.ts';
import { lesionName, recordWords } from './words.ts';

const columns = 4;
const gap = 9;
const side = (page.inner - (columns - 1) * gap) / columns;
/** px of a picture: 250 an inch. */
const pixels = 420;
const markScale = 1.8;

export type Shown = { readonly plan: KeyImagePlan; readonly timepoint: Timepoint; readonly picture: Picture | null };

/** Timepoints that decide: baseline, nadir, progression and where it was dated back from, the last one. */
export function decidingTimepoints({ case: subject, result }: ExportRead): readonly Timepoint[] {
  const read = subject.timepoints.filter((timepoint) => keyImagePlans(subject, timepoint).length > 0);
  const nadir = nadirOf(subject, result);
  const wanted = new Set([read[0]?.id, nadir?.id, result?.progression?.timepointId, result?.progression?.backdatedFrom, read.at(-1)?.id]);
  return read.filter(({ id }) => wanted.has(id)).slice(0, columns);
}

/** Pictures of plans, one after another; null where the images are not here. */
export async function picturesOf(subject: SubjectCase, timepoints: readonly Timepoint[], ports: Pick<ExportPorts, 'picture'>): Promise<readonly Shown[]> {
  const shown: Shown[] = [];
  for (const timepoint of timepoints) {
    for (const plan of keyImagePlans(subject, timepoint)) {
      shown.push({ plan, timepoint, picture: await ports.picture({ ...plan, topLeft: [], bottomLeft: [], longerSide: pixels, markScale }) });
    }
  }
  return shown;
}

/** A picture as the file holds it: each row begins with how it differs from its left neighbour (PNG filter 1), which packs better. */
function embed({ file }: Report, { rgb, width, height }: Picture, name: string): object {
  const rows = new Uint8Array(height * (3 * width + 1));
  for (let y = 0; y < height; y += 1) {
    const [from, to] = [3 * y * width, y * (3 * width + 1)];
    rows[to] = 1;
    for (let at = 0; at < 3 * width; at += 1) rows[to + 1 + at] = (rgb[from + at] ?? 0) - (at < 3 ? 0 : rgb[from + at - 3] ?? 0);
  }
  const object = file.ref({ Type: 'XObject', Subtype: 'Image', ColorSpace: 'DeviceRGB', BitsPerComponent: 8, Width: width, Height: height, DecodeParms: { Predictor: 15, Colors: 3, BitsPerComponent: 8, Columns: width } });
  object.end(rows as unknown as Buffer);
  return { width, height, label: name, obj: object, embed: () => undefined };
}

function captionOf(subject: SubjectCase, { plan, timepoint }: Shown): { readonly first: string; readonly when: string; readonly second: string; readonly third: string } {
  const lesion = subject.lesions.find(({ id }) => id === plan.lesionId);
  const series = timepoint.series.find(({ id }) => id === plan.seriesId);
  const record = lesion && recordWords(subject, lesion, timepoint);
  const size = lesion?.role === 'target' && record && /^\d/.test(record.value) ? `${record.value} mm${record.under === '' ? '' : `, ${record.under}`}` : record ? [record.value, record.under].filter((one) => one !== '').join(', ') : '';
  return {
    first: size, when: `${timepoint.label}  ${series?.date ?? displayDate(timepoint) ?? ''}`.trim(), second: series ? [series.number === null ? series.modality : `Series ${series.number}`, series.description].filter((one) => one !== '').join(', ') : '',
    third: plan.caption,
  };
}

/** A picture with what it shows under it; gives the height. */
function drawPicture(report: Report, subject: SubjectCase, shown: Shown, x: number, y: number): void {
  const { file, letters } = report;
  const lesion = subject.lesions.find(({ id }) => id === shown.plan.lesionId);
  const { first, when, second, third } = captionOf(subject, shown);
  const alt = [shown.plan.title, lesion ? lesionName(lesion) : '', when, first, second, third].filter((one) => one !== '').join('. ');
  const { picture } = shown;
  if (picture) {
    report.tag('Figure', { alt, bbox: [x, y, x + side, y + side] }, () => {
      file.rect(x, y, side, side).fill('#000000');
      file.image(embed(report, picture, `P${shown.plan.id}`) as never, x, y, { fit: [side, side], align: 'center', valign: 'center' });
    }).end();
  } else {
    report.artifact(() => file.save().rect(x, y, side, side).lineWidth(0.6).dash(2.5, { space: 2 }).strokeColor(colours.ink3).stroke().restore());
    const none = letters.wrap('This image is not in the database', styles.label, side - 12);
    report.tag('P', {}, () => none.forEach((line, at) => letters.draw(line, x + (side - line.width) / 2, y + side / 2 - 10 + at * styles.label.line, styles.label))).end();
  }
  const chip = lesion && lesionChip(lesion.label, lesion.role);
  const indent = chip ? chip.width(report) + 4 : 0;
  report.tag('P', {}, () => {
    if (chip) drawChip(report, chip, x, y + side + 3);
    letters.draw(letters.fitted(first, sizeStyle, side - indent), x + indent, y + side + 3, sizeStyle);
    [{ words: when, style: styles.note }, { words: second, style: styles.label }, { words: third, style: styles.note }].forEach(({ words, style }, at) => {
      if (words !== '') letters.draw(letters.fitted(words, style, side), x, y + side + 4 + chipHeight + at * styles.note.line, style);
    });
  }).end();
}
const rowHeight = (row: readonly Shown[]): number => side + chipHeight + 34 + (row.some(({ plan }) => plan.caption !== '') ? 11 : 0);
/** Room that the first row of pictures needs. */
export const pictureRoom = side + chipHeight + 48;
const sizeStyle: Style = { ...styles.cellStrong, line: chipHeight };

/** All of a timepoint, four in a row. */
export function pictureGrid(report: Report, subject: SubjectCase, pictures: readonly Shown[]): void {
  for (let from = 0; from < pictures.length; from += columns) {
    const row = pictures.slice(from, from + columns);
    report.need(rowHeight(row));
    const { y } = report;
    row.forEach((one, at) => drawPicture(report, subject, one, page.left + at * (side + gap), y));
    report.moveTo(y + rowHeight(row));
  }
}

/** Every lesion in a row of its own, the same timepoints under each other; images kept by hand after them. */
export function pictureStrips(report: Report, subject: SubjectCase, timepoints: readonly Timepoint[], pictures: readonly Shown[]): void {
  const ofLesion = (lesionId: string | null): readonly Shown[] => pictures.filter(({ plan }) => plan.lesionId === lesionId);
  for (const lesion of subject.lesions) {
    const own = ofLesion(lesion.id);
    if (own.length === 0) continue;
    report.subheading(`${lesion.label}  ${lesionName(lesion)}`, rowHeight(own));
    const at = timepoints.map((timepoint) => own.filter((one) => one.timepoint.id === timepoint.id));
    for (let line = 0; at.some((one) => one[line] !== undefined); line += 1) {
      const row = at.map((one) => one[line]);
      const needed = rowHeight(row.filter((one) => one !== undefined));
      report.need(needed);
      const { y } = report;
      row.forEach((one, column) => { if (one) drawPicture(report, subject, one, page.left + column * (side + gap), y); });
      report.moveTo(y + needed);
    }
  }
  const others = ofLesion(null);
  if (others.length === 0) return;
  report.subheading('Images kept by the reader', rowHeight(others));
  pictureGrid(report, subject, others);
}

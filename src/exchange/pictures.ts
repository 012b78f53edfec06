/** Which pictures of images belong to a read, and what a program with pixels must be asked for them. Plain data; the host draws (`host/keyImagePicture`). */
import type { LesionId, SeriesId, TimepointId } from '../common/index.ts';
import type { Assessment, Caliper, KeyImage, Lesion, LesionRole, SplitPart, SubjectCase, Timepoint } from '../casefile/index.ts';
import { formatMm } from '../recist/index.ts';

/** A calliper as it is drawn: "T1  24.8". */
export type PictureCaliper = { readonly lesionId: LesionId; readonly role: LesionRole; readonly label: string; /** The diameter that counts, mm at the recorded precision; '' where none does. */ readonly valueText: string; readonly caliper: Caliper };

export type PictureWindow = { readonly center: number; readonly width: number };

export type PictureRequest = {
  readonly seriesId: SeriesId;
  readonly sopInstanceUid: string;
  /** 1 for single-frame instances. */
  readonly frameNumber: number;
  /** In modality values (HU for CT); null for the series' own. */
  readonly window: PictureWindow | null;
  readonly calipers: readonly PictureCaliper[];
  readonly topLeft: readonly string[];
  readonly bottomLeft: readonly string[];
  /** Null shows the whole image; else a square around this calliper, as much again on every side. */
  readonly around: Caliper | null;
  /** px of the longer side. */
  readonly longerSide: number;
  /** How much larger than on a screen of the design texts and marks are; left out, 1 for every 640 px. */
  readonly markScale?: number;
};

/** A drawn picture: PNG without time stamps, and its samples, 3 bytes a pixel, row by row from the top left. The same request gives the same bytes. */
export type Picture = { readonly png: Uint8Array; readonly rgb: Uint8Array; readonly width: number; readonly height: number };

/** An image to show with a read: one for every lesion drawn at the timepoint (and slice, where it broke up), then those that somebody kept. */
export type KeyImagePlan = Pick<PictureRequest, 'seriesId' | 'sopInstanceUid' | 'frameNumber' | 'window' | 'calipers'> & {
  /** "TP1-T1", "TP1-T1.2", "TP0-K1": unique within a subject's read and the same in every export (--REFID). */
  readonly id: string;
  readonly timepointId: TimepointId;
  /** The lesion it was made for; null for an image kept as such. */
  readonly lesionId: LesionId | null;
  /** "T1 at TP1". */
  readonly title: string;
  /** What was written under a kept image. */
  readonly caption: string;
  /** The calliper it was made for; null for an image kept as such. */
  readonly around: Caliper | null;
};

/** Windows that suit an organ, HU; the same as the viewer's presets. */
export function windowOfOrgan(organ: string): PictureWindow {
  switch (organ) {
    case 'lung': return { center: -600, width: 1500 };
    case 'liver': return { center: 90, width: 150 };
    case 'bone': return { center: 500, width: 2000 };
    case 'brain': return { center: 40, width: 80 };
    default: return { center: 40, width: 400 };
  }
}

/** The diameter beside a calliper: of a node the short axis, else the long one. */
function countingText(lesion: Lesion, record: Assessment | SplitPart): string {
  if (record.state === 'tooSmall') return 'too small';
  if (!('longAxisMm' in record) || record.longAxisMm === undefined) return '';
  const mm = lesion.kind === 'node' ? record.shortAxisMm : record.longAxisMm;
  return mm === null || mm === undefined ? '' : formatMm(mm);
}

type Place = Pick<PictureRequest, 'seriesId' | 'sopInstanceUid' | 'frameNumber'>;
const isSame = (one: Place, other: Place): boolean => one.sopInstanceUid === other.sopInstanceUid && one.frameNumber === other.frameNumber;
const placeOf = ({ seriesId, sopInstanceUid, frameNumber }: Place): Place => ({ seriesId, sopInstanceUid, frameNumber });

/** "TP1-T1": the key image on which a lesion was measured at a timepoint; `part` counts the fragments of a lesion that broke up from 1. */
export const keyImageId = (timepoint: Pick<Timepoint, 'index'>, lesion: Pick<Lesion, 'label'>, part?: number): string => `TP${timepoint.index}-${lesion.label}${part === undefined ? '' : `.${part}`}`;

/** Every calliper of the read at the timepoint with its lesion, table order; fragments are counted as they were recorded. */
export const drawnAt = (subject: SubjectCase, timepointId: string): readonly PictureCaliper[] => subject.lesions.flatMap((lesion) => {
  const record = subject.assessments[lesion.id]?.[timepointId];
  const drawn = (one: Assessment | SplitPart, label: string): PictureCaliper[] =>
    ('caliper' in one && one.caliper ? [{ lesionId: lesion.id, role: lesion.role, label, valueText: countingText(lesion, one), caliper: one.caliper }] : []);
  return record?.state === 'split' ? record.parts.flatMap((part, index) => drawn(part, `${lesion.label}.${index + 1}`)) : record ? drawn(record, lesion.label) : [];
});

/** Key images of a timepoint: every measured place in table order, then what was kept by hand and shows no such place of its lesion. */
export function keyImagePlans(subject: SubjectCase, timepoint: Timepoint): readonly KeyImagePlan[] {
  const drawn = drawnAt(subject, timepoint.id);
  const on = (place: Place): readonly PictureCaliper[] => drawn.filter(({ caliper }) => isSame(caliper, place));
  const measured = drawn.map((one): KeyImagePlan => {
    const lesion = subject.lesions.find(({ id }) => id === one.lesionId);
    const kept = subject.keyImages.find((image) => image.timepointId === timepoint.id && image.lesionId === one.lesionId && isSame(image, one.caliper));
    return {
      ...placeOf(one.caliper), id: `TP${timepoint.index}-${one.label}`, timepointId: timepoint.id, lesionId: one.lesionId, title: `${one.label} at ${timepoint.label}`, caption: kept?.caption ?? '',
      window: kept?.window ?? (isCt(timepoint, one.caliper.seriesId) ? windowOfOrgan(lesion?.organ ?? '') : null), calipers: [one, ...on(one.caliper).filter((other) => other !== one)], around: one.caliper,
    };
  });
  const shown = (image: KeyImage): boolean => measured.some((plan) => plan.lesionId === image.lesionId && isSame(plan, image));
  const byHand = subject.keyImages.filter((image) => image.timepointId === timepoint.id && !shown(image)).map((image, index): KeyImagePlan => ({
    ...placeOf(image), id: `TP${timepoint.index}-K${index + 1}`, timepointId: timepoint.id, lesionId: image.lesionId, title: `Key image ${index + 1} at ${timepoint.label}`, caption: image.caption, window: image.window, calipers: on(image), around: null,
  }));
  return [...measured, ...byHand];
}

const isCt = (timepoint: Timepoint, seriesId: string): boolean => timepoint.series.find(({ id }) => id === seriesId)?.modality === 'CT';

/** Corner texts of a key image: who, when and which series; how it is shown. No name: the subject's code is what the study calls the person. */
export function pictureTexts(subject: SubjectCase, timepoint: Timepoint, plan: KeyImagePlan): Pick<PictureRequest, 'topLeft' | 'bottomLeft'> {
  const series = timepoint.series.find(({ id }) => id === plan.seriesId);
  const gap = '\u2002';
  return {
    topLeft: [[subject.code, timepoint.label, series?.date ?? timepoint.scanDates[0] ?? ''].filter((text) => text !== '').join(gap), series ? [series.number === null ? '' : `Ser ${series.number}`, series.description || series.modality].filter((text) => text !== '').join(gap) : ''].filter((text) => text !== ''),
    bottomLeft: [...(plan.caption === '' ? [] : [plan.caption]), ...(plan.window ? [`W ${plan.window.width}${gap}L ${String(plan.window.center).replace('-', '\u2212')}`] : [])],
  };
}

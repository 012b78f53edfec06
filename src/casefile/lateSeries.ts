/** Images that came after their timepoint had been read or signed: shown as a change, decided by a person, never taken in silently. Plain data and words. */
import type { Finding, IsoDate, SeriesId, TimepointId } from '../common/index.ts';
import { calipersOf } from './engineInput.ts';
import type { SeriesSummary, SubjectCase } from './model.ts';
import { signOffOf } from './read.ts';

/** `waiting`: not part of the timepoint until somebody decides. `takenIn`: part of it. `leftAside`: kept, and part of nothing. */
export type LateState = 'waiting' | 'takenIn' | 'leftAside';

/** One series that came late, or grew late. */
export type LateSeries = {
  readonly seriesId: SeriesId;
  readonly timepointId: TimepointId;
  /** A series that was not there, or more images of one that was. */
  readonly kind: 'new' | 'grown';
  /** UTC instant it came, and who brought it. */
  readonly at: string;
  readonly by: string;
  readonly series: Pick<SeriesSummary, 'modality' | 'number' | 'description' | 'date'>;
  /** Images it has with what came; before, where it grew. */
  readonly images: number;
  readonly imagesBefore: number | null;
  readonly state: LateState;
  /** A signature held when it came; else the timepoint had records only. */
  readonly wasSigned: boolean;
  /** True when the read that is shown had recorded something at the timepoint when it came. */
  readonly concernsRead: boolean;
  /** Signatures of the timepoint that hold now, as far as whoever looks may know of them. */
  readonly signedReads: readonly { readonly signer: string; readonly version: number; readonly at: string }[];
  readonly decision: { readonly by: string; readonly at: string; readonly reason: string } | null;
};

/** Stored part of it; the rest is looked up. */
export type LateSeriesFact = Omit<LateSeries, 'series' | 'signedReads' | 'concernsRead' | 'timepointId' | 'seriesId'> & {
  readonly seriesId: string;
  /** Reads that had recorded something at the timepoint when it came. */
  readonly slots: readonly string[];
  /** Day of the scan as the person said it who assigned it (TP-01). */
  readonly scanDate: IsoDate | null;
};

/** Slot under which facts about images are stored: they are no reader's. */
export const imagesSlot = 'images';

const seriesName = ({ number, modality, description }: LateSeries['series']): string => [number === null ? modality : `${modality} ${number}`, description].filter((text) => text !== '').join(' ');

/** "CT 2 Thorax, 120 images, scanned 2026-03-01". */
export function lateWords(late: LateSeries): string {
  const images = late.imagesBefore === null ? `${late.images} images` : `${late.images} images instead of ${late.imagesBefore}`;
  return `${seriesName(late.series)}, ${images}${late.series.date ? `, scanned ${late.series.date}` : ''}`;
}

/** Late series of a timepoint that wait for a decision. */
export const waitingAt = (subject: Pick<SubjectCase, 'late'>, timepointId: string): readonly LateSeries[] => (subject.late ?? []).filter((one) => one.timepointId === timepointId && one.state === 'waiting');

/** True when somebody drew on the series at its timepoint in this read. */
const isUsed = (subject: SubjectCase, late: LateSeries): boolean =>
  late.kind === 'new' && subject.lesions.some((lesion) => calipersOf(subject.assessments[lesion.id]?.[late.timepointId]).some((caliper) => caliper.seriesId === late.seriesId));

/** TP-05: waiting under a signature. TP-04: taken in after the timepoint was read; the reader says what follows from it. */
export function lateFindings(subject: SubjectCase): readonly Finding[] {
  return (subject.late ?? []).flatMap((late): Finding[] => {
    const timepoint = subject.timepoints.find((one) => one.id === late.timepointId);
    if (!timepoint || late.state === 'leftAside') return [];
    const [label, day] = [timepoint.label, late.at.slice(0, 10)];
    const at = { timepointId: late.timepointId, seriesId: late.seriesId };
    if (late.state === 'waiting') {
      return [{ severity: 'warn', code: 'TP-05', acceptsReason: false, at, message: `${label}: images came on ${day}, after it was signed: ${lateWords(late)}. Take them in as an amendment, or leave them aside with a reason.` }];
    }
    if (!late.concernsRead || isUsed(subject, late)) return [];
    const isAmended = signOffOf(subject, late.timepointId).version > 1;
    return [{ severity: isAmended ? 'info' : 'warn', code: 'TP-04', acceptsReason: !isAmended, at, message: `${label}: images came on ${day}, after it was read: ${lateWords(late)}. Look at them, and measure on them or say why nothing changes.` }];
  });
}

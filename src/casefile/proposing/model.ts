import type { IsoDate, TimepointId } from '../../common/index.ts';
import type { SeriesSummary, SubjectCase } from '../model.ts';
import type { StudyProtocol } from '../protocol.ts';
import type { TimepointState } from '../views.ts';
import type { DatedVisit } from '../visits.ts';

/** An unassigned series with the patient it names. */
export type Incoming = { readonly series: SeriesSummary; readonly patientId: string; readonly patientName: string };

/** Everything a proposal looks at. */
export type StudyView = {
  /** Every subject's case, by id. */
  readonly subjects: ReadonlyMap<string, SubjectCase>;
  /** Subject that a patient's earlier series were put to. */
  readonly subjectOfPatient: ReadonlyMap<string, string>;
  /** Its rule for subject codes, its visits and their windows. */
  readonly protocol: StudyProtocol;
  /** Timepoints that anybody has read or signed; all others are open. */
  readonly states: ReadonlyMap<string, TimepointState>;
  /** Pairs of series with the same pixels (`pairOf`). */
  readonly copies: ReadonlySet<string>;
  /** Nothing is scanned after it. */
  readonly today: IsoDate;
};

/** A timepoint of a subject, or a visit planned for it: where scans may go. `scans` holds what it has and what this call has put there. */
export type Slot = {
  readonly index: number;
  readonly id: TimepointId | null;
  readonly label: string;
  readonly scans: SeriesSummary[];
  readonly plannedDate: IsoDate | null;
  readonly visit: DatedVisit | null;
};

/** Where a scan goes. `decision`: a person must say so, and why; null where nothing speaks against `slot`. Without a slot there is always a decision. */
export type Placed = { readonly slot: Slot | null; readonly why: string; readonly decision: string | null };

/** Dates that a scan has anyway, whatever the slots are. */
export type Known = {
  readonly protocol: StudyProtocol;
  /** Day before which a baseline is scanned: first dose, else the origin of the study's time; null while neither is known. */
  readonly treatmentFrom: IsoDate | null;
  /** The first dose itself; null while it is not known. */
  readonly firstDose: IsoDate | null;
  readonly baselineMaxDays: number;
  readonly sameDays: number;
  readonly today: IsoDate;
  /** The last scan of this call, or of the subject, that can be the baseline; null where the subject has one or the limit is not known. */
  readonly lastBeforeTreatment: IsoDate | null;
};

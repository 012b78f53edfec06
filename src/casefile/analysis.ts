/** The analysis of a study as it crosses the wire: what the engine's `analyseStudy` says, and what the page can choose between. */
import type { AnalysisOptions, AnalysisRead, AnalysisRules, AnalysisUnit, StudyAnalysis } from '../endpoints/index.ts';
import type { IsoDate, StudyId } from '../common/index.ts';
import type { TimeOriginName } from '../recist/index.ts';

/** What is asked; a member left out is the study's own: its accepted read, its rule set, its confirmation, everybody, no cut-off. */
export type AnalysisQuery = {
  readonly read?: AnalysisRead | undefined; readonly rules?: AnalysisRules | undefined; readonly confirmed?: boolean | undefined; readonly by?: AnalysisOptions['by'] | undefined;
  readonly arm?: string | undefined; readonly site?: string | undefined; readonly cutoff?: IsoDate | undefined; readonly unit?: AnalysisUnit | undefined; readonly at?: readonly number[] | undefined;
  readonly reference?: string | undefined; readonly ties?: AnalysisOptions['ties'] | undefined; readonly confidence?: number | undefined;
};

/** GET /api/study/analysis. */
export type StudyAnalysisReply = StudyAnalysis & {
  readonly study: { readonly id: StudyId; readonly code: string; readonly title: string; readonly isDemo: boolean; readonly isDouble: boolean; readonly primaryEndpoint: string | null; readonly protocolVersion: number; /** Where time starts by the protocol (R-901), and for the time to progression. */ readonly timeOrigin: TimeOriginName; readonly ttpOrigin: TimeOriginName };
  readonly choices: { readonly reads: readonly AnalysisRead[]; readonly rules: readonly AnalysisRules[]; readonly arms: readonly string[]; readonly sites: readonly string[] };
  readonly engineVersion: string;
  readonly programVersion: string;
};

/** How an analysis crosses the wire: the JSON of `GET /study/analysis`, or `packAnalysis` of it for the window's figures. */
export type AnalysisForm = 'json' | 'packed';

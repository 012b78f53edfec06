/** Checks as rows of a table: when they apply, what they are about and what they say. */
import type { Severity } from '../../common/index.ts';
import { checkEntry } from '../checkCatalogue.ts';
import type { BodyRegion } from '../imagingFacts.ts';
import type { NameOf } from '../sentences.ts';

/** What a finding is about besides its timepoint. */
export type About = { readonly lesionId?: string; readonly otherLesionId?: string; readonly region?: BodyRegion };

/** A check that applies, in words: what is and what to do (section 14). */
export type CheckFinding = About & {
  readonly check: string;
  readonly severity: Severity;
  /** The rules behind it, most decisive first. */
  readonly rules: readonly string[];
  /** A reason of the reader answers it: every warning, and a blocking one that may be a protocol deviation (Q-B03, and Q-B05 which comes with it). */
  readonly acceptsReason: boolean;
  /** Begins with a capital and does not name its timepoint. */
  readonly message: string;
  readonly place: 'baseline' | 'timepoint' | 'subject';
  /** Null but for a follow-up timepoint. */
  readonly timepointId: string | null;
};

export type CheckRow<Context> = {
  readonly id: string;
  /** Where it differs from the catalogue's level. */
  readonly severity?: Severity;
  /** Where the rules differ from the catalogue's. */
  readonly rules?: (context: Context, about: About) => readonly string[];
  readonly applies: (context: Context) => boolean;
  /** One finding for each; left out where it is about the whole. Not empty when the check applies. */
  readonly about?: (context: Context) => readonly About[];
  readonly say: (context: Context, name: NameOf, about: About) => string;
};

/** Ids of the rows that apply, sorted, each once; with those `found` already. */
export function idsOf<Context>(rows: readonly CheckRow<Context>[], context: Context, found: string[] = []): readonly string[] {
  for (const row of rows) if (row.applies(context) && !found.includes(row.id)) found.push(row.id);
  return found.length > 1 ? found.sort() : found;
}

const whole: readonly About[] = [{}];

/** What the rows that apply say, in the order of the table. */
export function findingsOf<Context>(rows: readonly CheckRow<Context>[], context: Context, name: NameOf, where: Pick<CheckFinding, 'place' | 'timepointId'>): readonly CheckFinding[] {
  return rows.filter((row) => row.applies(context)).flatMap((row) => (row.about?.(context) ?? whole).map((about) => {
    const entry = checkEntry(row.id);
    const severity = row.severity ?? entry?.severity ?? 'warn';
    return {
      check: row.id, severity, rules: row.rules?.(context, about) ?? entry?.rules ?? [], acceptsReason: severity === 'warn' || entry?.isDeviation === true,
      message: row.say(context, name, about), ...where, ...about,
    };
  }));
}

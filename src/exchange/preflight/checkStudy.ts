/** What would be wrong about the package as a whole: two subjects or two visits that a receiving system could not tell apart, nothing to export. */
import { duplicated } from './duplicated.ts';
import type { ExportFinding, ExportStudy } from '../model.ts';
import { aboutStudy, aboutSubject } from './places.ts';

const shown = (codes: readonly string[]): string => `${codes.slice(0, 4).join(', ')}${codes.length > 4 ? ` and ${codes.length - 4} more` : ''}`;

function sameSubjects({ subjects }: ExportStudy): readonly ExportFinding[] {
  return duplicated(subjects, ({ usubjid }) => usubjid).flatMap(([usubjid, some]) => some.map((subject) => aboutSubject({
    severity: 'block', code: 'EXP-10', message: `${shown(some.map(({ code }) => code))} have the same USUBJID ${usubjid}.`, remedy: 'Change the pattern of the unique subject identifier in the study’s export set-up.',
  }, subject)));
}

/** VISIT and VISITNUM are one-to-one over all datasets (CG0035). */
function sameVisits({ visits }: ExportStudy): readonly ExportFinding[] {
  const remedy = 'Give each timepoint its own number and name in the study’s visit map.';
  return [
    ...duplicated(visits, ({ number }) => String(number)).map(([number, some]) => aboutStudy({ severity: 'block', code: 'EXP-11', message: `Visit number ${number} stands for ${shown(some.map(({ name }) => name))}.`, remedy })),
    ...duplicated(visits, ({ name }) => name).map(([name, some]) => aboutStudy({ severity: 'block', code: 'EXP-11', message: `${name} names the visits ${shown(some.map(({ number }) => String(number)))}.`, remedy })),
  ];
}

function emptyStudy({ subjects, scope }: ExportStudy): readonly ExportFinding[] {
  if (subjects.some(({ reads }) => reads.some(({ result }) => result !== null))) return [];
  const remedy = scope.reads === 'signed' ? 'Sign the baselines, or export all reads.' : 'Read a baseline first.';
  return [aboutStudy({ severity: 'block', code: 'EXP-12', message: scope.reads === 'signed' ? 'No timepoint is signed: there is nothing to export.' : 'No baseline is read: there is nothing to export.', remedy })];
}

const demoStudy = ({ isDemo }: ExportStudy): readonly ExportFinding[] =>
  (isDemo ? [aboutStudy({ severity: 'info', code: 'EXP-90', message: 'This is a demo study: its images and reads are synthetic.', remedy: 'Nothing to do. Do not load it into a production system.' })] : []);

const shiftedDates = ({ protocol }: ExportStudy): readonly ExportFinding[] => (protocol.imageIdentity === 'deidentify' && protocol.deidentification?.options.dates === 'modified'
  ? [aboutStudy({ severity: 'info', code: 'EXP-91', message: 'Scan dates are shifted by the study’s de-identification; intervals are true.', remedy: 'Nothing to do. The manifest says so.' })] : []);

export const checkStudy = (study: ExportStudy): readonly ExportFinding[] => [...sameSubjects(study), ...sameVisits(study), ...emptyStudy(study), ...demoStudy(study), ...shiftedDates(study)];

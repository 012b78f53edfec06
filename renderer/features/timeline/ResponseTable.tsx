import { countingDiameterMm, displayDate, recordOf, type Assessment, type Lesion, type SubjectCase, type Timepoint } from '../../../src/casefile/index.ts';
import { formatPercentChange, formatPercentDigits, type SubjectResult, type TimepointResult } from '../../../src/recist/index.ts';
import { format, Mark, NotEvaluable, ResponseChip, responseColour, ValueWithNote } from '../../ui/index.ts';
import { openLesion, openTimepointAt } from './lookAt.ts';
import { lesionName } from './words.ts';
import styles from './ResponseTable.module.css';

const nonTargetWords = { present: 'present', absent: 'absent', equivocalProgression: 'equivocal', unequivocalProgression: 'unequivocal', notEvaluable: 'NE' } as const;

function Value({ lesion, record }: { readonly lesion: Lesion; readonly record: Assessment | undefined }) {
  if (!record) return null;
  switch (record.state) {
    case 'measured': return <>{format.mm(countingDiameterMm(lesion, record))}</>;
    case 'split': { const size = countingDiameterMm(lesion, record); return size === null ? <NotEvaluable /> : <ValueWithNote value={format.mm(size)} note="split" />; }
    case 'merged': return <ValueWithNote value="0" note="merged" />;
    case 'absent': return <ValueWithNote value="0" note="absent" />;
    case 'tooSmall': return <ValueWithNote value="5.0" note="too small" />;
    case 'notEvaluable': return <NotEvaluable />;
    case 'status': return <span className={record.status === 'unequivocalProgression' ? responseColour('PD') : undefined}>{nonTargetWords[record.status]}</span>;
    case 'newLesion': return <span className={styles.newLesion}>{record.status === 'notEvaluable' ? 'NE' : record.status}</span>;
  }
}

type Columns = { readonly timepoints: readonly Timepoint[]; readonly resultOf: (timepoint: Timepoint) => TimepointResult | undefined; readonly nadirId: string | null; readonly decidingId: string | null };

function Cells({ columns, children }: { readonly columns: Columns; readonly children: (timepoint: Timepoint, result: TimepointResult | undefined) => React.ReactNode }) {
  return columns.timepoints.map((timepoint) => (
    <td key={timepoint.id} data-nadir={timepoint.id === columns.nadirId || undefined} data-deciding={timepoint.id === columns.decidingId || undefined}>{children(timepoint, columns.resultOf(timepoint))}</td>
  ));
}

function LesionRows({ subject, role, columns }: { readonly subject: SubjectCase; readonly role: Lesion['role']; readonly columns: Columns }) {
  return subject.lesions.filter((lesion) => lesion.role === role).map((lesion) => (
    <tr key={lesion.id}>
      <th scope="row"><span className={styles.lesion}><Mark label={lesion.label} role={lesion.role} />{lesionName(lesion)}{role === 'target' && <small className={styles.axis}>{lesion.kind === 'node' ? 'SA' : 'LD'}</small>}</span></th>
      <Cells columns={columns}>{(timepoint) => {
        const record = recordOf(subject, lesion.id, timepoint.id);
        return record && <button type="button" title={`Open ${lesion.label} at ${timepoint.label}`} onClick={() => openLesion(subject, lesion.id, timepoint.id)}><Value lesion={lesion} record={record} /></button>;
      }}</Cells>
    </tr>
  ));
}

function SumRows({ columns, result }: { readonly columns: Columns; readonly result: SubjectResult }) {
  const pd = (own: TimepointResult | undefined) => (own?.target === 'PD' ? responseColour('PD') : undefined);
  return (
    <>
      <tr className={styles.sum}>
        <th scope="row">Sum of diameters</th>
        <Cells columns={columns}>{(timepoint, own) => (timepoint.index === 0 ? format.mm(result.baseline.sum) : own ? own.sumComplete ? format.mm(own.sum) : <ValueWithNote value={format.mm(own.partialSum)} note="incomplete" /> : null)}</Cells>
      </tr>
      <tr className={styles.change}><th scope="row">From baseline, %</th><Cells columns={columns}>{(_timepoint, own) => own && formatPercentDigits(own.sum, result.baseline.sum, 'baseline')}</Cells></tr>
      <tr className={styles.change}><th scope="row">From nadir, mm and %</th><Cells columns={columns}>{(_timepoint, own) => own?.absFromNadir != null && <span className={pd(own)}>{format.mmChange(own.absFromNadir)}<span className={styles.gap} />{formatPercentChange(own.sum ?? 0, own.nadir ?? 0, 'nadir')}</span>}</Cells></tr>
    </>
  );
}

/** Every value of the subject by timepoint; a column's head opens that timepoint for reading. */
export function ResponseTable({ subject, result, nadirId }: { readonly subject: SubjectCase; readonly result: SubjectResult; readonly nadirId: string | null }) {
  const read = new Set(result.timepoints.map((timepoint) => timepoint.id));
  const columns: Columns = {
    timepoints: subject.timepoints.filter((timepoint) => timepoint.index === 0 || read.has(timepoint.id)),
    resultOf: (timepoint) => result.timepoints.find((candidate) => candidate.id === timepoint.id),
    nadirId, decidingId: result.progression?.timepointId ?? null,
  };
  return (
    <div className={styles.scroller} tabIndex={0} role="region" aria-label="Timepoint responses">
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Lesion, mm</th>
            {columns.timepoints.map((timepoint) => (
              <th key={timepoint.id} scope="col" data-nadir={timepoint.id === nadirId || undefined} data-deciding={timepoint.id === columns.decidingId || undefined}>
                <button type="button" title={`Open ${timepoint.label}`} onClick={() => openTimepointAt(subject, result, timepoint.id)}>
                  {timepoint.label}{timepoint.id === nadirId && <strong> nadir</strong>}<br />{displayDate(timepoint) ?? ''}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <LesionRows subject={subject} role="target" columns={columns} />
          <SumRows columns={columns} result={result} />
          <LesionRows subject={subject} role="nonTarget" columns={columns} />
          <LesionRows subject={subject} role="new" columns={columns} />
          <tr className={styles.sum}>
            <th scope="row">Overall response</th>
            <Cells columns={columns}>{(_timepoint, own) => own && <span className={styles.overall}>{own.overallAsRead !== own.overall && <span className={styles.asRead}>read {own.overallAsRead}</span>}<ResponseChip response={own.overall} provisional /></span>}</Cells>
          </tr>
        </tbody>
      </table>
    </div>
  );
}

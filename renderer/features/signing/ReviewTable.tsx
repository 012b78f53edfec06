import type { Assessment, Caliper, Lesion, SubjectCase, Timepoint } from '../../../src/casefile/index.ts';
import { formatMm, formatPercentChange, formatPercentDigits, formatSignedMm, type SubjectResult } from '../../../src/recist/index.ts';
import { useSeriesImages } from '../../queries/index.ts';
import { Mark, NotEvaluable, responseColour, ToAssess, ValueWithNote } from '../../ui/index.ts';
import { axisName, caliperAt, CaliperPicture, contentOf, lesionName, nadirTimepoint, sliceName, windowForOrgan } from '../lesions/index.ts';
import { reviewRows, type ReviewRow } from './reviewModel.ts';
import styles from './ReviewTable.module.css';

/** A recorded value; `open` draws the box of a value that is still to be given. */
export function RecordedValue({ lesion, record, open = false, lesions = [] }: { readonly lesion: Lesion; readonly record: Assessment | undefined; readonly open?: boolean; /** Names the one it merged into. */ readonly lesions?: readonly Lesion[] }) {
  const content = contentOf(lesion, record, lesions);
  if (!content) return open ? <ToAssess /> : null;
  switch (content.kind) {
    case 'value': return content.note ? <ValueWithNote value={content.text} note={content.note} /> : content.text;
    case 'word': return <span className={content.isPd ? responseColour('PD') : undefined}>{content.text}</span>;
    case 'notEvaluable': return <NotEvaluable {...(content.reason === '' ? {} : { reason: content.reason })} />;
    case 'toAssess': return <ToAssess />;
    case 'empty': return null;
  }
}

/** Length of the long axis as drawn, mm: pictures are cut around it. */
export const drawnLongMm = ({ longAxis: [[x0, y0, z0], [x1, y1, z1]] }: Pick<Caliper, 'longAxis'>): number => Math.hypot(x1 - x0, y1 - y0, z1 - z0);

/** "Ser 3 Img 64", once the series is known. */
export function SliceName({ subject, image }: { readonly subject: SubjectCase; readonly image: Pick<Caliper, 'seriesId' | 'sopInstanceUid' | 'frameNumber'> }) {
  return sliceName(subject, image, useSeriesImages(image.seriesId).data);
}

type Shown = { readonly subject: SubjectCase; readonly timepoint: Timepoint; readonly nadir: Timepoint | undefined; readonly isBaseline: boolean };

function LesionRow({ row, subject, timepoint, nadir, isBaseline }: Shown & { readonly row: ReviewRow }) {
  const { lesion } = row;
  const caliper = caliperAt(subject, lesion.id, timepoint.id);
  const isTarget = lesion.role === 'target';
  return (
    <tr data-role={lesion.role}>
      <th scope="row">
        <span className={styles.lesion}>
          {isTarget && <span className={styles.picture}>{caliper && <CaliperPicture caliper={caliper} role={lesion.role} organWindow={windowForOrgan(lesion.organ)} largestLongAxisMm={drawnLongMm(caliper)} width={40} height={40} alt="" />}</span>}
          <Mark label={lesion.label} role={lesion.role} /><span>{lesionName(lesion)}</span>{isTarget && <small>{axisName(lesion)}</small>}
        </span>
      </th>
      <td>{caliper ? <SliceName subject={subject} image={caliper} /> : ''}</td>
      {!isBaseline && <td><RecordedValue lesion={lesion} record={row.baseline} lesions={subject.lesions} /></td>}
      {nadir && <td className={styles.nadir}><RecordedValue lesion={lesion} record={row.nadir} lesions={subject.lesions} /></td>}
      <td className={styles.now}><RecordedValue lesion={lesion} record={row.current} lesions={subject.lesions} open /></td>
      {!isBaseline && <><td>{row.changeMm}</td><td>{row.changePct}</td></>}
    </tr>
  );
}

function NoNewLesion({ nadir }: Pick<Shown, 'nadir'>) {
  return (
    <tr data-role="new">
      <th scope="row"><span className={styles.lesion}><Mark label="X" role="new" />New lesions</span></th>
      <td /><td />{nadir && <td className={styles.nadir} />}<td className={styles.now}>none</td><td /><td />
    </tr>
  );
}

function SumRow({ result, timepoint, nadir, isBaseline }: Omit<Shown, 'subject'> & { readonly result: SubjectResult | null }) {
  const at = result?.timepoints.find((candidate) => candidate.id === timepoint.id);
  const baseline = result?.baseline.sum ?? null;
  const sum = isBaseline ? baseline : (at?.sum ?? null);
  const grown = at?.target === 'PD' ? responseColour('PD') : undefined;
  const fromBaseline = sum === null || baseline === null || isBaseline ? null : formatPercentChange(sum, baseline, 'baseline');
  return (
    <tr className={styles.sum}>
      <th scope="row" colSpan={2}>Sum of diameters{fromBaseline !== null && <small>from baseline {fromBaseline}</small>}</th>
      {!isBaseline && <td>{baseline === null ? '' : formatMm(baseline)}</td>}
      {nadir && <td className={styles.nadir}>{at?.nadir == null ? '' : formatMm(at.nadir)}</td>}
      <td className={styles.now}>{sum !== null ? formatMm(sum) : at?.partialSum == null ? '' : <ValueWithNote value={formatMm(at.partialSum)} note="partial" />}</td>
      {!isBaseline && <><td className={grown}>{at?.absFromNadir == null ? '' : formatSignedMm(at.absFromNadir)}</td><td className={grown}>{formatPercentDigits(sum, at?.nadir ?? null, 'nadir')}</td></>}
    </tr>
  );
}

/** Everything recorded at the timepoint beside baseline and nadir, with the changes since the nadir. */
export function ReviewTable({ subject, timepoint, result }: { readonly subject: SubjectCase; readonly timepoint: Timepoint; readonly result: SubjectResult | null }) {
  const isBaseline = timepoint.index === 0;
  const found = isBaseline ? undefined : nadirTimepoint(subject, result, timepoint);
  const nadir = found && found.index > 0 ? found : undefined;
  const rows = reviewRows(subject, timepoint, nadir);
  const shown = { subject, timepoint, nadir, isBaseline };
  const of = (role: Lesion['role']) => rows.filter(({ lesion }) => lesion.role === role).map((row) => <LesionRow key={row.lesion.id} row={row} {...shown} />);
  return (
    <table className={styles.table} aria-label={`Everything recorded at ${timepoint.label}, millimetres`}>
      <thead>
        <tr>
          <th scope="col">Lesion, mm</th><th scope="col">Slice</th>
          {!isBaseline && <th scope="col">Baseline</th>}
          {nadir && <th scope="col" className={styles.nadir}>{nadir.label} <b>nadir</b></th>}
          <th scope="col" className={styles.now}>{timepoint.label}</th>
          {!isBaseline && <><th scope="col">Change, mm</th><th scope="col">%</th></>}
        </tr>
      </thead>
      <tbody>{of('target')}</tbody>
      <tbody><SumRow {...shown} result={result} /></tbody>
      <tbody>{of('nonTarget')}{of('new')}{!isBaseline && !rows.some(({ lesion }) => lesion.role === 'new') && <NoNewLesion nadir={nadir} />}</tbody>
    </table>
  );
}

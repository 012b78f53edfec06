import { Modal } from '@mantine/core';
import type { Lesion, SubjectCase, Timepoint } from '../../../src/casefile/index.ts';
import { formatMm, formatSignedMm } from '../../../src/recist/index.ts';
import { useReading } from '../../state/index.ts';
import { Alert, Button, FindingAlert, Mark, navigate, NotEvaluable, responseColour, ResponseChip, Ring, ToAssess, ValueWithNote } from '../../ui/index.ts';
import { baselineOf, caliperAt, contentOf, countsMm, existsAt, lesionName, nadirTimepoint, recordAt } from '../lesions/index.ts';
import { cardOf, checkWords, findingsAt } from '../response/index.ts';
import { useOpenNextCase } from '../worklist/index.ts';
import { progressOf } from './nextLesion.ts';
import { sliceName } from './paneModel.ts';
import type { ShownSeries } from './useShownSeries.ts';
import type { Reader } from './useReader.ts';
import styles from './FinishSheet.module.css';

type Props = { readonly reader: Reader; readonly currentSeries: ShownSeries; readonly next: Timepoint | undefined; readonly onOpenNext: () => void; readonly onClose: () => void };

function Value({ lesion, subject, timepoint }: { readonly lesion: Lesion; readonly subject: SubjectCase; readonly timepoint: Timepoint | undefined }) {
  if (!timepoint || !existsAt(subject, lesion, timepoint)) return null;
  const content = contentOf(lesion, recordAt(subject, lesion.id, timepoint.id));
  if (!content || content.kind === 'toAssess') return <ToAssess />;
  switch (content.kind) {
    case 'value': return content.note ? <ValueWithNote value={content.text} note={content.note} /> : content.text;
    case 'word': return <span className={content.isPd ? responseColour('PD') : undefined}>{content.text}</span>;
    case 'notEvaluable': return <NotEvaluable {...(content.reason === '' ? {} : { reason: content.reason })} />;
    case 'empty': return null;
  }
}

function changeOf(subject: SubjectCase, lesion: Lesion, current: Timepoint, nadir: Timepoint | undefined): string {
  if (!nadir || lesion.role !== 'target') return '';
  const now = countsMm(lesion, recordAt(subject, lesion.id, current.id));
  const then = countsMm(lesion, recordAt(subject, lesion.id, nadir.id));
  return now === null || then === null ? '' : formatSignedMm(Math.round((now - then) * 10_000) / 10_000);
}

function Summary({ reader, currentSeries }: Pick<Props, 'reader' | 'currentSeries'>) {
  const { subject, timepoint, result } = reader;
  const isBaseline = timepoint.index === 0;
  const baseline = baselineOf(subject);
  const nadir = isBaseline ? undefined : nadirTimepoint(subject, result, timepoint);
  const showsNadir = nadir !== undefined && nadir.index > 0;
  const at = result?.timepoints.find((candidate) => candidate.id === timepoint.id);
  const shown = subject.lesions.filter((lesion) => existsAt(subject, lesion, timepoint));
  const slice = (lesion: Lesion) => { const caliper = caliperAt(subject, lesion.id, timepoint.id); return caliper ? sliceName(subject, caliper, currentSeries.images ?? undefined) : ''; };
  return (
    <table className={styles.table} aria-label={`Lesions at ${timepoint.label}, millimetres`}>
      <thead><tr><th scope="col">Lesion, mm</th><th scope="col">Slice</th>{!isBaseline && <th scope="col">Baseline</th>}{showsNadir && <th scope="col">{nadir.label} nadir</th>}<th scope="col">{timepoint.label}</th>{!isBaseline && <th scope="col">Change</th>}</tr></thead>
      <tbody>
        {shown.map((lesion) => (
          <tr key={lesion.id}>
            <td><span className={styles.lesion}><Mark label={lesion.label} role={lesion.role} />{lesionName(lesion)}</span></td>
            <td>{slice(lesion)}</td>
            {!isBaseline && <td><Value lesion={lesion} subject={subject} timepoint={baseline} /></td>}
            {showsNadir && <td className={styles.nadir}><Value lesion={lesion} subject={subject} timepoint={nadir} /></td>}
            <td className={styles.now}><Value lesion={lesion} subject={subject} timepoint={timepoint} /></td>
            {!isBaseline && <td>{changeOf(subject, lesion, timepoint, nadir)}</td>}
          </tr>
        ))}
        <tr className={styles.sum}>
          <th scope="row">Sum of diameters</th><td />
          {!isBaseline && <td>{result?.baseline.sum == null ? '' : formatMm(result.baseline.sum)}</td>}
          {showsNadir && <td className={styles.nadir}>{at?.nadir == null ? '' : formatMm(at.nadir)}</td>}
          <td className={styles.now}>{isBaseline ? (result?.baseline.sum == null ? '' : formatMm(result.baseline.sum)) : at?.sum == null ? (at?.partialSum == null ? '' : <ValueWithNote value={formatMm(at.partialSum)} note="partial" />) : formatMm(at.sum)}</td>
          {!isBaseline && <td className={at?.target === 'PD' ? responseColour('PD') : undefined}>{at?.absFromNadir == null ? '' : formatSignedMm(at.absFromNadir)}</td>}
        </tr>
      </tbody>
    </table>
  );
}

function Record({ reader }: { readonly reader: Reader }) {
  const card = cardOf(reader.subject, reader.timepoint, reader.result);
  if (card.kind !== 'response') return null;
  return (
    <div className={styles.record}>
      <h3 className="nd-section">The sentence for the record</h3>
      <p>{card.at.explanation.sentence}</p>
      <code>{card.at.rules.slice(0, 4).join(' ')} {reader.subject.protocol.name}</code>
    </div>
  );
}

/** What is complete and what is open at a timepoint, then the next one. Everything is stored already; nothing is signed. */
export function FinishSheet({ reader, currentSeries, next, onOpenNext, onClose }: Props) {
  const { subject, timepoint, reply, result, lesions } = reader;
  const { done, total, open } = progressOf(subject, timepoint);
  const card = timepoint.index === 0 ? null : cardOf(subject, timepoint, result);
  const at = result?.timepoints.find((candidate) => candidate.id === timepoint.id);
  const listed = findingsAt(reply.findings, timepoint, timepoint.index === 0 ? result?.baseline.checks ?? [] : at?.checks ?? [], { words: checkWords(subject, timepoint), isLive: false });
  const isComplete = open.length === 0 && total > 0;
  const goTo = (lesion: Lesion) => { onClose(); lesions.select(lesion.id); };
  const label = `Summary of ${subject.code}, ${timepoint.label}`;
  const openNextCase = useOpenNextCase();
  const leave = () => useReading.setState({ isFinishOpen: false });
  return (
    <Modal opened onClose={onClose} title={label} size={1120} transitionProps={{ duration: 140 }}>
      <div className={styles.head}>
        {card?.kind === 'response' && <ResponseChip response={card.response} provisional large />}
        <p>{timepoint.scanDates.length > 0 ? `Scan ${timepoint.scanDates.at(-1)}` : 'No images'}{timepoint.visitName !== '' ? `, ${timepoint.visitName}` : ''}. Everything recorded is stored.</p>
        <div className={styles.progress}><Ring done={done} total={total} />{done} of {total}</div>
      </div>
      <div className={styles.columns}>
        <div className={styles.left}><Summary reader={reader} currentSeries={currentSeries} /><Record reader={reader} /></div>
        <div className={styles.right}>
          <h3 className="nd-section">{open.length > 0 ? 'Still to assess' : 'Findings'}</h3>
          {total === 0 && <Alert severity="warn" title="No lesion is recorded">A baseline without disease is NED (R-152). Record what there is first.</Alert>}
          {open.length > 0 && <div className={styles.open}>{open.map((lesion) => <Button key={lesion.id} small onClick={() => goTo(lesion)} icon={<Mark label={lesion.label} role={lesion.role} />}>{lesionName(lesion)}</Button>)}</div>}
          {open.length > 0 && listed.length > 0 && <h3 className="nd-section">Findings</h3>}
          {listed.map((finding, index) => <FindingAlert key={`${finding.code} ${index}`} finding={finding} />)}
          {listed.length === 0 && open.length === 0 && total > 0 && <p className="nd-2">None.</p>}
        </div>
      </div>
      <div className={styles.foot}>
        <Button look="ghost" keys="Escape" onClick={onClose}>Back to images</Button>
        <span className={styles.unsigned}>The read stays provisional until it is signed</span>
        {open[0] && <Button look="primary" data-autofocus onClick={() => open[0] && goTo(open[0])}>Go to {open[0].label}</Button>}
        {next && <Button look={isComplete ? 'primary' : 'secondary'} {...(isComplete ? { 'data-autofocus': true } : {})} onClick={onOpenNext}>Read {next.label}</Button>}
        {!next && <Button onClick={() => { leave(); navigate({ place: 'confirm', subjectId: subject.subjectId }); }}>Timeline</Button>}
        {isComplete && <Button look={next ? 'secondary' : 'primary'} {...(next ? {} : { 'data-autofocus': true })} onClick={() => { leave(); openNextCase({ studyId: subject.studyId, subjectId: subject.subjectId, code: subject.code, timepointId: timepoint.id, label: timepoint.label }); }}>Next case</Button>}
      </div>
    </Modal>
  );
}

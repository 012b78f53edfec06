import type { ReactNode } from 'react';
import { lesionsToAssess, signOffOf, type SignOff, type SubjectCase, type Timepoint } from '../../../src/casefile/index.ts';
import type { Finding } from '../../../src/common/index.ts';
import { formatMm, formatSignedMm, listText, type SubjectResult, type TimepointResult } from '../../../src/recist/index.ts';
import { FindingAlert, format, KeyCap, Mark, responseColour, ResponseChip, Words } from '../../ui/index.ts';
import { cardOf, citationsOf, findingsAt, type CardModel } from './cardModel.ts';
import { checkWords } from './checkWords.ts';
import { growthSinceNadir, type LesionChange } from './growth.ts';
import { Ruler } from './Ruler.tsx';
import { rulerOf } from './rulerGeometry.ts';
import { thresholdWords } from './thresholdWords.ts';
import styles from './ResponseCard.module.css';

type Props = {
  readonly subject: SubjectCase;
  readonly timepoint: Timepoint;
  readonly result: SubjectResult | null;
  readonly findings: readonly Finding[];
  /** Protocol: nothing until the value is committed, while one is being drawn. */
  readonly isHidden: boolean;
  /** A calliper is under the hand. */
  readonly isLive: boolean;
  readonly onWhy: () => void;
  readonly actionsOf: (finding: Finding) => ReactNode;
  /** True for a check that stands above the card already, where it was raised. */
  readonly isSaid?: (finding: Finding) => boolean;
};

function Growth({ changes }: { readonly changes: readonly LesionChange[] }) {
  const largest = Math.max(...changes.map((change) => Math.abs(change.changeMm)), 0.1);
  const hasBoth = changes.some((change) => change.changeMm < 0) && changes.some((change) => change.changeMm > 0);
  const zero = hasBoth ? 50 : 0;
  return (
    <>
      <dl className={styles.growth}>
        {changes.map(({ lesionId, label, changeMm }) => {
          const width = (Math.abs(changeMm) / largest) * (hasBoth ? 50 : 100);
          return [
            <dt key={lesionId}><Mark label={label} role="target" /></dt>,
            <dd key={`${lesionId} bar`} className={styles.bar} aria-hidden="true">
              <i data-shrunk={changeMm < 0 || undefined} style={{ width: `${width}%`, left: `${hasBoth && changeMm < 0 ? zero - width : zero}%` }} />
              {hasBoth && <s style={{ left: '50%' }} />}
            </dd>,
            <dd key={`${lesionId} value`} className={styles.change}>{formatSignedMm(changeMm)}</dd>,
          ];
        })}
      </dl>
      <div className={styles.chips}>{changes.map(({ lesionId, label, changeMm }) => <span key={lesionId}><Mark label={label} role="target" />{formatSignedMm(changeMm)}</span>)}</div>
    </>
  );
}

const provisional = (open: string): string => (open === '' ? 'Provisional: read not signed' : `Provisional: ${open} open, read not signed`);
const signedWords = ({ signed, version }: SignOff): string => `Signed by ${signed?.signer ?? ''}${version > 1 ? `, version ${version}` : ''}`;

/** A category assigned by hand keeps the computed one in sight (R-626). */
function Chip({ card, isSigned }: { readonly card: Extract<CardModel, { kind: 'response' }>; readonly isSigned: boolean }) {
  const chip = <ResponseChip response={card.response} provisional={!isSigned} large />;
  const { overrides, computed, overallAsRead } = card.at;
  if (overrides === null || computed.overall === overallAsRead) return chip;
  return <span className={styles.assigned} title={`Computed ${computed.overall}`}>{chip}<small>computed {computed.overall}</small></span>;
}

function Head({ card, signOff }: { readonly card: CardModel; readonly signOff: SignOff }) {
  if (card.kind === 'notRead') return <div className={styles.head}><span className={styles.openChip}>–</span><div><h2>Not read yet</h2><p>The response appears with the first record</p></div></div>;
  if (card.kind === 'open') return <div className={styles.head}><span className={styles.openChip}>–</span><div><h2>No response yet</h2><p>{card.open} still to assess</p></div></div>;
  return (
    <div className={styles.head}>
      <Chip card={card} isSigned={signOff.state === 'signed'} />
      <div><h2>{format.responseName(card.response)}</h2><p>{signOff.state === 'signed' ? signedWords(signOff) : signOff.state === 'amending' ? `Version ${signOff.version}, not signed` : provisional(card.open)}</p></div>
    </div>
  );
}

function Rules({ at, onWhy }: { readonly at: TimepointResult; readonly onWhy: () => void }) {
  return (
    <div className={styles.rules}>
      {citationsOf(at).map(({ rule, says }, index) => <span key={rule}>{index > 0 && 'then '}<b>{rule}</b> {says}</span>)}
      {at.overallAsRead !== at.overall && <span>as read {at.overallAsRead}</span>}
      <button type="button" className={styles.why} onClick={onWhy}><KeyCap keys="read.why" />why</button>
    </div>
  );
}

/** "N2 open" while a non-target is still to assess: nothing was found not evaluable then. */
function nonTargetWords(subject: SubjectCase, timepoint: Timepoint, at: TimepointResult): string {
  const open = at.nonTarget === 'NE' ? lesionsToAssess(subject, timepoint).filter((lesion) => lesion.role === 'nonTarget') : [];
  return open.length > 0 ? `${listText(open.map((lesion) => lesion.label))} open` : at.nonTarget;
}

function Components({ subject, timepoint, at, engineVersion }: { readonly subject: SubjectCase; readonly timepoint: Timepoint; readonly at: TimepointResult; readonly engineVersion: string }) {
  return (
    <div className={styles.parts}>
      <span>Target <b className={responseColour(at.target)}>{at.target}</b></span>
      <span>Non-target <b className={at.nonTarget === 'PD' ? responseColour('PD') : undefined}>{nonTargetWords(subject, timepoint, at)}</b></span>
      <span>New lesion <b className={at.newLesion === 'unequivocal' ? responseColour('PD') : undefined}>{at.newLesion}</b></span>
      <span className={styles.version} title="Version of the rules">{engineVersion}</span>
    </div>
  );
}

/** How far the next categories are, both ways. Complete sums only: while lesions are open only PD can be told. */
function Distances({ at }: { readonly at: TimepointResult }) {
  const words = thresholdWords(at.explanation.thresholds);
  if (words.length === 0) return null;
  return <p className={styles.distances} aria-label="Distance to the next category"><span className="nd-3">Next</span>{words.map(({ to, text }) => <span key={text} className={responseColour(to)}>{text}</span>)}</p>;
}

/** While lesions are open the sentence is about the sum so far, never about NE: nothing was found not evaluable. */
const sumSoFar = (at: TimepointResult): string => {
  const sum = at.sum ?? at.partialSum;
  return sum === null ? '' : `Sum so far ${formatMm(sum)} mm. ${at.explanation.pdLimit ? `PD from ${formatMm(at.explanation.pdLimit.limitMm)} mm.` : ''}`;
};

/** The response of a follow-up timepoint with its reasons: category, sentence, rules, ruler, growth and findings. */
export function ResponseCard({ subject, timepoint, result, findings, isHidden, isLive, onWhy, actionsOf, isSaid = () => false }: Props) {
  if (isHidden) return <section className={styles.card} aria-label="Response"><div className={styles.head}><span className={styles.openChip}>–</span><div><h2>Response</h2><p>Hidden until the value is committed</p></div></div></section>;
  const card = cardOf(subject, timepoint, result);
  const at = card.kind === 'notRead' ? null : card.at;
  const ruler = result && at ? rulerOf(result, at) : null;
  const growth = growthSinceNadir(subject, result, timepoint);
  const listed = findingsAt(findings, timepoint, at?.checks ?? [], { words: checkWords(subject, timepoint), isLive }).filter((finding) => !isSaid(finding));
  return (
    <section className={styles.card} aria-label="Response">
      <Head card={card} signOff={signOffOf(subject, timepoint.id)} />
      {at && <p className={styles.sentence}><Words text={card.kind === 'open' ? sumSoFar(at) : at.explanation.sentence} /></p>}
      {at && card.kind === 'response' && <Rules at={at} onWhy={onWhy} />}
      {ruler && <Ruler ruler={ruler} />}
      {at && <Distances at={at} />}
      {growth.since && growth.changes.length > 0 && (
        <div className={styles.section}>
          <h3 className="nd-small nd-3">Change since {growth.since.index === 0 ? 'baseline' : `nadir (${growth.since.label})`}, mm</h3>
          <Growth changes={growth.changes} />
        </div>
      )}
      {listed.length > 0 && <div className={styles.section} role="list" aria-label="Findings">{listed.map((finding, index) => <div key={`${finding.code} ${index}`} role="listitem"><FindingAlert finding={finding} actions={actionsOf(finding)} /></div>)}</div>}
      {at && card.kind === 'response' && <Components subject={subject} timepoint={timepoint} at={at} engineVersion={result?.engineVersion ?? ''} />}
    </section>
  );
}

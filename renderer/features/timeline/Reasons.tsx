import { Fragment } from 'react';
import type { SubjectCase } from '../../../src/casefile/index.ts';
import type { EndpointName, EndpointResult, Reason, SubjectResult } from '../../../src/recist/index.ts';
import { format, Mark, ResponseChip, Words } from '../../ui/index.ts';
import { ruleTitle } from './provenance.ts';
import { endingWords, eventWord } from './words.ts';
import styles from './ProgressionPanel.module.css';

const endpointTitles: Readonly<Record<EndpointName, { readonly code: string; readonly name: string }>> = {
  PFS: { code: 'PFS', name: 'Progression-free survival' }, TTP: { code: 'TTP', name: 'Time to progression' }, OS: { code: 'OS', name: 'Overall survival' }, DOR: { code: 'DoR', name: 'Duration of response' },
  CRDUR: { code: 'CR dur.', name: 'Duration of complete response' }, SDDUR: { code: 'SD dur.', name: 'Duration of stable disease' }, PFS2: { code: 'PFS2', name: 'Time to second progression' },
};

/** The rules of a reason, each with its title and source on hover, and the lesions that decided. */
export function Cited({ reason, subject }: { readonly reason: Reason; readonly subject: SubjectCase }) {
  const lesions = reason.lesions.flatMap((id) => subject.lesions.find((lesion) => lesion.id === id) ?? []);
  return (
    <span className={styles.cited}>
      {lesions.map((lesion) => <Mark key={lesion.id} label={lesion.label} role={lesion.role} />)}
      {reason.rules.map((rule) => <span key={rule} className="nd-code nd-3" title={ruleTitle(rule)}>{rule}</span>)}
    </span>
  );
}

/** Best overall response both ways, each with the assessments that made it. */
export function BestResponses({ subject, result }: { readonly subject: SubjectCase; readonly result: SubjectResult }) {
  const { bor, reasons } = result;
  const rows = [{ name: 'With confirmation', best: bor.confirmed, reason: reasons.bor.confirmed }, { name: 'Without confirmation', best: bor.unconfirmed, reason: reasons.bor.unconfirmed }];
  return (
    <section className={styles.section}>
      <h2 className="nd-section">Best overall response</h2>
      <dl className={styles.best}>
        {rows.map(({ name, best, reason }) => (
          <Fragment key={name}>
            <dt><ResponseChip response={best.response} provisional /></dt>
            <dd><b>{name}</b><p><Words text={reason.sentence} /></p><Cited reason={{ ...reason, lesions: [] }} subject={subject} /></dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}

function Endpoint({ name, endpoint, reason }: { readonly name: EndpointName; readonly endpoint: EndpointResult | null; readonly reason: Reason }) {
  return (
    <>
      <tr className={endpoint ? styles.endpoint : undefined}>
        <th scope="row" title={endpointTitles[name].name}>{endpointTitles[name].code}</th>
        {endpoint
          ? <><td>{eventWord(endpoint)}</td><td>{endpoint.date}</td><td className={styles.number}>{format.count(endpoint.days)}</td><td className={styles.number}>{format.months(endpoint.days)}</td></>
          : <td colSpan={4} className="nd-3">{reason.sentence.charAt(0).toLowerCase()}{reason.sentence.slice(1, -1)}</td>}
      </tr>
      {endpoint && <tr className={styles.why}><td /><td colSpan={4}><Words text={endingWords(reason.sentence)} /> <span className="nd-code nd-3" title={ruleTitle(reason.rules[0] ?? '')}>{reason.rules[0]}</span></td></tr>}
    </>
  );
}

/** Every endpoint with its event or censoring in words; those that do not apply say why. */
export function Endpoints({ result, ruleSet }: { readonly result: SubjectResult; readonly ruleSet: string }) {
  return (
    <section className={styles.section}>
      <h2 className="nd-section">All endpoints, {ruleSet}</h2>
      <table className={styles.table}>
        <thead><tr><th scope="col">Endpoint</th><th scope="col">Result</th><th scope="col">Date</th><th scope="col" className={styles.number}>Days</th><th scope="col" className={styles.number}>Months</th></tr></thead>
        <tbody>{(Object.keys(endpointTitles) as EndpointName[]).map((name) => <Endpoint key={name} name={name} endpoint={result.endpoints[name]} reason={result.reasons.endpoints[name]} />)}</tbody>
      </table>
    </section>
  );
}

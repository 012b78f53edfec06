import { IconCheck, IconX } from '@tabler/icons-react';
import type { TrailEvent, TrailQuery } from '../../../src/api/wire.ts';
import { entityTitle, eventTitle, partTitle } from '../../../src/casefile/index.ts';
import { Button, format, navigate, routeHref } from '../../ui/index.ts';
import { localSecond, roleTitle, utcSecond } from './words.ts';
import styles from './AuditPlace.module.css';

function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return <div className={styles.fact}><dt>{name}</dt><dd>{children}</dd></div>;
}

function Holds({ holds, children }: { readonly holds: boolean; readonly children: React.ReactNode }) {
  return <div className={styles.holds} data-holds={holds}>{holds ? <IconCheck size={14} stroke={2} aria-hidden="true" /> : <IconX size={14} stroke={2} aria-hidden="true" />}<span>{children}{holds ? ' holds' : ' does not hold'}</span></div>;
}

function Hash({ name, value }: { readonly name: string; readonly value: string }) {
  return <div className={styles.hash}><span className="nd-micro nd-3">{name}</span><code className="nd-code">{value}</code></div>;
}

/** How the event hangs in the chain, worked out again by the host when it was asked. */
function Proof({ event: { proof } }: { readonly event: TrailEvent }) {
  return (
    <section className={styles.section} aria-labelledby="audit-proof">
      <h3 id="audit-proof" className="nd-section">Proof</h3>
      <Holds holds={proof.contentHolds}>Its content against its hash</Holds>
      <Holds holds={proof.linkHolds}>Its link to the event before it, revision {proof.revision},</Holds>
      {proof.chain && <Holds holds={proof.chain.holds}>Its place in the chain over everything</Holds>}
      <Hash name="Previous hash" value={proof.previousHash} />
      <Hash name="Hash" value={proof.hash} />
      {proof.chain && <Hash name="Chain hash" value={proof.chain.hash} />}
      <details className={styles.details}><summary>What the hash covers</summary><p className="nd-small nd-3">SHA-256 of the previous hash, a line feed and this text.</p><pre tabIndex={0} aria-label="What the hash covers">{proof.covered}</pre></details>
    </section>
  );
}

/** Value by value; a record that is new or gone has one side alone. */
function Changes({ event: { before, after, changes } }: { readonly event: TrailEvent }) {
  const [hasOld, hasNew] = [before !== null || changes.some(({ was }) => was !== null), after !== null || changes.some(({ is }) => is !== null)];
  return (
    <table className={styles.changes}>
      <thead><tr><th scope="col">Value</th>{hasOld && <th scope="col">Old</th>}{hasNew && <th scope="col">New</th>}</tr></thead>
      <tbody>{changes.map(({ label, was, is }, index) => (
        <tr key={`${index}${label}`}>
          <th scope="row">{label}</th>
          {hasOld && <td>{was === null ? <span className="nd-3">not there</span> : <del>{was}</del>}</td>}
          {hasNew && <td>{is === null ? <span className="nd-3">removed</span> : <ins>{is}</ins>}</td>}
        </tr>
      ))}</tbody>
    </table>
  );
}

type Props = { readonly event: TrailEvent; readonly onFilter: (query: TrailQuery) => void; readonly mayOpen: boolean };

/** One event whole: who, when, what, old and new, why, by which program, and its proof. */
export function EventPanel({ event, onFilter, mayOpen }: Props) {
  const { subjectId, timepointId } = event;
  return (
    <>
      <header className={styles.section}>
        <h2 className="nd-title">{event.what}</h2>
        <p className="nd-small nd-2">{eventTitle(event.kind)}{event.entity === '' ? '' : `, ${event.entity}`}</p>
        <div className={styles.actions}>
          {mayOpen && subjectId !== null && <Button small onClick={() => navigate({ place: 'read', subjectId, timepointId })}>Open in Read</Button>}
          {mayOpen && subjectId !== null && <Button small onClick={() => navigate({ place: 'confirm', subjectId })}>Timeline</Button>}
          <Button small look="ghost" onClick={() => onFilter({ entityType: event.entityType, entityKey: event.entityKey })}>History of this record</Button>
          {subjectId !== null && <Button small look="ghost" onClick={() => onFilter({ subject: subjectId })}>All of {event.subjectCode}</Button>}
        </div>
      </header>
      <section className={styles.section} aria-label="Who, when, why">
        <dl>
          <Fact name="Who">{event.actor}, {roleTitle(event.role).toLowerCase()}</Fact>
          <Fact name="When">{utcSecond(event.at)}<br /><span className="nd-3">{localSecond(event.at)}</span></Fact>
          <Fact name="Where">{[event.studyCode, event.subjectCode].filter((one) => one !== null).join(', ') || partTitle(event.part)}{event.subjectCode !== null && `, ${partTitle(event.part).toLowerCase()}`}</Fact>
          <Fact name="Why">{event.reason ?? <span className="nd-3">No reason asked for</span>}</Fact>
          {event.takesBack && <Fact name={event.takes === 'undo' ? 'Takes back' : 'Does again'}><a href={routeHref({ place: 'audit', eventId: event.takesBack.id })}>{event.takesBack.what}</a></Fact>}
          <Fact name="Program">{event.programVersion}, engine {event.engineVersion}</Fact>
          <Fact name="Record">{entityTitle(event.entityType)}{event.seq !== null && `, event ${format.count(event.seq)}`}</Fact>
        </dl>
      </section>
      <section className={styles.section} aria-labelledby="audit-changes">
        <h3 id="audit-changes" className="nd-section">{event.before === null ? 'New' : event.after === null ? 'Removed' : 'Old and new'}</h3>
        <Changes event={event} />
        <details className={styles.details}><summary>Record as stored</summary><pre tabIndex={0} aria-label="Record as stored">{JSON.stringify({ before: event.before, after: event.after }, null, 2)}</pre></details>
      </section>
      {event.sameStep.length > 0 && (
        <section className={styles.section} aria-labelledby="audit-step">
          <h3 id="audit-step" className="nd-section">Same step</h3>
          <ul className={styles.step}>{event.sameStep.map((one) => <li key={one.id}><a href={routeHref({ place: 'audit', eventId: one.id })}>{eventTitle(one.kind)}{one.entity === '' ? '' : `, ${one.entity}`}</a></li>)}</ul>
        </section>
      )}
      <Proof event={event} />
    </>
  );
}


import { Autocomplete } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { Fragment } from 'react';
import { format } from '../../ui/index.ts';
import { choiceOf, patientNameText, subjectCodeOf, type Choices, type KnownSubject, type ProposalGroup, type SeriesChoice } from './proposals.ts';
import { SeriesRow } from './SeriesRow.tsx';
import styles from './SeriesTable.module.css';

export type SeriesTableProps = {
  readonly groups: readonly ProposalGroup[];
  readonly choices: Choices;
  readonly subjects: readonly KnownSubject[];
  readonly currentId: string | null;
  /** Highest timepoint index offered. */
  readonly highest: number;
  readonly onCurrent: (seriesId: string) => void;
  readonly onSeries: (seriesId: string, choice: SeriesChoice) => void;
  readonly onSubject: (dicomStudyUid: string, code: string) => void;
};

/** The first series of an examination that a person must decide about; its head says why. */
const openIn = (group: ProposalGroup) => group.proposals.find((proposal) => proposal.decision !== null && proposal.duplicateOf === null);

/** Why the product proposes what it proposes, or that it proposes nothing. */
function Proposal({ group }: { readonly group: ProposalGroup }) {
  const first = group.proposals[0];
  const stored = group.proposals.find((proposal) => proposal.duplicateOf !== null)?.duplicateOf;
  if (stored && group.proposals.every((proposal) => proposal.duplicateOf !== null)) return <span className="nd-3">already in {stored}</span>;
  const open = openIn(group);
  if (open) return <span className={styles.noProposal}><IconAlertTriangle size={14} stroke={1.75} aria-hidden="true" />{open.timepoint ? `${open.timepoint.label}? ` : ''}{open.decision}</span>;
  if (!first?.timepoint) return <span className={styles.noProposal}><IconAlertTriangle size={14} stroke={1.75} aria-hidden="true" />{first?.why || 'no timepoint on this date'}</span>;
  return <span className={styles.proposal}><IconCheck size={14} stroke={1.75} aria-hidden="true" />{first.timepoint.label}{first.why && `, ${first.why}`}</span>;
}

function GroupHead({ group, code, subjects, onSubject }: { readonly group: ProposalGroup; readonly code: string; readonly subjects: readonly KnownSubject[]; readonly onSubject: (code: string) => void }) {
  const name = group.proposals[0] ? patientNameText(group.proposals[0]) : '';
  const isNew = code.trim() !== '' && !subjects.some((subject) => subject.code === code.trim());
  return (
    <tr className={styles.group}>
      <th colSpan={9} scope="rowgroup">
        <span className={styles.groupLine}>
          <strong>{group.date ?? 'No date'}</strong>
          <span className="nd-3">{format.counted(group.proposals.length, 'series', 'series')}, patient id {group.proposals[0]?.patientId || 'missing'}{name !== '' && <>, <bdi>{name}</bdi></>}</span>
          <span className={styles.groupProposal} title={openIn(group)?.decision ?? group.proposals[0]?.why}><Proposal group={group} /></span>
          <span className={styles.subjectLabel}>{isNew ? 'New subject' : 'Subject'}</span>
          <Autocomplete
            aria-label={`Subject of ${group.date ?? 'the examination without date'}`} size="xs" w={190} value={code} placeholder="subject code" classNames={code.trim() === '' ? { input: styles.missing ?? '' } : {}}
            data={subjects.map((subject) => subject.code)} maxDropdownHeight={260} limit={50} onChange={onSubject}
          />
        </span>
      </th>
    </tr>
  );
}

/** Imported series under their examinations; nothing is put anywhere until the person confirms. */
export function SeriesTable({ groups, choices, subjects, currentId, highest, onCurrent, onSeries, onSubject }: SeriesTableProps) {
  return (
    <div className={styles.scroller} tabIndex={0} role="region" aria-label="Imported series">
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col" className={styles.tick}><span className="nd-hidden">Assign</span></th>
            <th scope="col"><span className="nd-hidden">Picture</span></th>
            <th scope="col">Series</th><th scope="col">Modality</th><th scope="col" className={styles.number}>Images</th><th scope="col" className={styles.number}>Slice mm</th>
            <th scope="col" className={styles.phase}>Phase and kernel</th><th scope="col">Findings</th><th scope="col" className={styles.timepoint}>Timepoint</th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <Fragment key={group.dicomStudyUid}>
              <GroupHead group={group} code={subjectCodeOf(choices, group)} subjects={subjects} onSubject={(code) => onSubject(group.dicomStudyUid, code)} />
              {group.proposals.map((proposal) => (
                <SeriesRow
                  key={proposal.series.id} proposal={proposal} choice={choiceOf(choices, proposal)} isCurrent={proposal.series.id === currentId} highest={highest} hasChoices={subjectCodeOf(choices, group) === proposal.subject?.code} said={openIn(group)?.decision ?? null}
                  onChange={(choice) => onSeries(proposal.series.id, choice)} onCurrent={() => onCurrent(proposal.series.id)}
                />
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

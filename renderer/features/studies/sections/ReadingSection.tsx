import type { Person } from '../../../queries/index.ts';
import type { StudyProtocol } from '../../../../src/casefile/index.ts';
import { bodyRegions, type BodyRegion } from '../../../../src/recist/index.ts';
import { wholeOrNaN, withProtocol } from '../draft.ts';
import { CheckField, ChoiceField, Row, Section, TextField } from '../Fields.tsx';
import type { SectionProps } from './ParameterSection.tsx';
import styles from './Sections.module.css';

type Readers = NonNullable<StudyProtocol['readers']>;
const slots: readonly { readonly slot: keyof Readers; readonly name: string; readonly meaning: string; readonly role: 'reader' | 'adjudicator' }[] = [
  { slot: 'reader1', name: 'Reader 1', role: 'reader', meaning: 'Without disagreement this read is the result of the subject (R-J07). Sees nothing of the other read.' },
  { slot: 'reader2', name: 'Reader 2', role: 'reader', meaning: 'Reads independently, with targets of their own (R-J03).' },
  { slot: 'adjudicator', name: 'Adjudicator', role: 'adjudicator', meaning: 'Sees both reads without names and accepts one as a whole (R-J06).' },
];

/** Who reads, how many, in which order, and what they may see. */
export function ReadingSection({ draft, change, problems, people, isReadOnly = false }: SectionProps & { readonly people: readonly Person[] | null }) {
  const { reading = {}, readers = {}, liveEffect, readWithinDays = null, requiredRegions = [] } = draft.protocol;
  const put = (part: Partial<typeof reading>) => change(withProtocol({ reading: { ...reading, ...part } }));
  const putRegions = (regions: readonly BodyRegion[]) => change((now) => {
    const { requiredRegions: _before, ...protocol } = now.protocol;
    return regions.length === 0 ? { ...now, protocol } : withProtocol({ requiredRegions: regions })(now);
  });
  const at = (path: string) => problems.filter((problem) => problem.path === path);
  const named = (role: 'reader' | 'adjudicator') => [{ value: '', label: 'Nobody yet' }, ...(people ?? []).filter((person) => person.roles.includes(role)).map((person) => ({ value: person.id, label: person.fullName }))];
  return (
    <Section id="reading" title="Reading">
      <Row label="Readers" meaning="One read per subject, or two independent ones whose disagreements go to an adjudicator." rules={['R-J03', 'R-J05']}>
        {(ids) => <ChoiceField {...ids} value={reading.scheme ?? 'single'} options={[{ value: 'single', label: 'One reader' }, { value: 'double', label: 'Two readers and an adjudicator' }]} onChange={(scheme) => put({ scheme: scheme as 'single' | 'double' })} />}
      </Row>
      {reading.scheme === 'double' && people?.length === 0 && !isReadOnly && <p className={styles.text}>Readers are chosen by account. No account exists yet: set up accounts in Settings, then name the readers here. That is not part of the fixed protocol.</p>}
      {reading.scheme === 'double' && (people?.length ?? 0) > 0 && !(isReadOnly && draft.protocol.readers === undefined) && slots.map(({ slot, name, meaning, role }) => (
        <Row key={slot} label={name} meaning={meaning} problems={at(`readers.${slot}`)}>
          {(ids) => <ChoiceField {...ids} value={readers[slot] ?? ''} options={named(role)} onChange={(accountId) => change(withProtocol({ readers: { ...readers, [slot]: accountId === '' ? null : accountId } }))} />}
        </Row>
      ))}
      <Row label="Sequential lock" meaning="A timepoint opens only when the one before it is signed, so that no later scan can steer an earlier read." rules={['R-J01']}>
        {(ids) => <CheckField {...ids} value={reading.sequentialLock === true} onChange={(sequentialLock) => put({ sequentialLock })} />}
      </Row>
      <Row label="Blinded" meaning="Readers see no identity, site, arm, treatment date or investigator result. The host leaves them out; the window could not show them." rules={['R-J02']}>
        {(ids) => <CheckField {...ids} value={reading.blinded === true} onChange={(blinded) => put({ blinded })} />}
      </Row>
      <Row label="Live effect" meaning="Sum, change and distance to the next threshold follow the handle while it is dragged. Off: shown once the value is committed." problems={at('liveEffect')}>
        {(ids) => <CheckField {...ids} value={liveEffect} onChange={(isOn) => change(withProtocol({ liveEffect: isOn }))} />}
      </Row>
      <Row label="Regions imaged at baseline" meaning="Regions that every baseline must cover. One that is missing raises a finding, because a later lesion there cannot be told from an old one. None ticked: nothing is asked." rules={['Q-B20']}>
        {() => <span className={styles.wrap}>{bodyRegions.map((region) => <label key={region} className={styles.inline}><CheckField value={requiredRegions.includes(region)} onChange={(isOn) => putRegions(bodyRegions.filter((one) => (one === region ? isOn : requiredRegions.includes(one))))} />{region}</label>)}</span>}
      </Row>
      <Row label="Read within" meaning="A read is due this many days after its scan; it then stands in the worklist by its due date. Empty: no due date. Can be changed at any time." problems={at('readWithinDays')}>
        {(ids) => <span className={styles.inline}><TextField {...ids} look="narrow" value={readWithinDays === null || Number.isNaN(readWithinDays) ? '' : String(readWithinDays)} onChange={(text) => change(withProtocol({ readWithinDays: text.trim() === '' ? null : wholeOrNaN(text) }))} /><span className={styles.unit}>days</span></span>}
      </Row>
    </Section>
  );
}

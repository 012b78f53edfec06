import { deidentificationOf, nextSubjectId, trialDeidentification, type Deidentification, type DeidentificationOptions, type ImageIdentityRule, type StudyProtocol, type SubjectIdRule } from '../../../../src/casefile/index.ts';
import { wholeOrNaN, withProtocol } from '../draft.ts';
import { CheckField, ChoiceField, Row, Section, TextField } from '../Fields.tsx';
import { KeyListRow } from './KeyListRow.tsx';
import type { SectionProps } from './ParameterSection.tsx';
import styles from './Sections.module.css';

const ruleMeanings: Readonly<Record<ImageIdentityRule, string>> = {
  keep: 'Names, birth dates and addresses stay in the headers on this computer. For clinical use, or where the images stay at the site. Blinded readers are shown none of it.',
  refuse: 'Images whose header holds a name that is not the patient id, a birth date, an address, another id or a telephone number are left out, each with the fields named. Headers are never changed: pseudonymise before the import.',
  deidentify: 'Every header is cleaned by the profile below (DICOM PS3.15) before anything is stored. Originals are not kept. Who the subjects are stands in the key list, encrypted and apart from the data.',
};

type Flag = Exclude<keyof DeidentificationOptions, 'dates' | 'safePrivate'>;
const flags: readonly { readonly name: Flag; readonly label: string; readonly code: string; readonly meaning: string }[] = [
  { name: 'cleanDescriptors', label: 'Keep known descriptions', code: '113105', meaning: 'A series or study description stays when every word of it is on the list below. Off: descriptions are removed.' },
  { name: 'patientCharacteristics', label: 'Keep sex, age, size, weight', code: '113108', meaning: 'Ages over 89 become 90. Nothing else about the person stays.' },
  { name: 'deviceIdentity', label: 'Keep device identity', code: '113109', meaning: 'Serial number and station name. Manufacturer and model stay in any case.' },
  { name: 'institution', label: 'Keep institution', code: '113112', meaning: 'Name and address of the hospital.' },
  { name: 'uids', label: 'Keep UIDs', code: '113110', meaning: 'Off: every UID is replaced by one that follows from it and the study\'s secret.' },
];
const safePrivate = [{ value: 'philips-suv', label: 'Philips SUV factor' }, { value: 'ge-bvalue', label: 'GE b-value' }, { value: 'siemens-bvalue', label: 'Siemens b-value' }] as const;
const idRules: Readonly<Record<SubjectIdRule['kind'], { readonly label: string; readonly meaning: string; readonly first: SubjectIdRule }>> = {
  pattern: { label: 'Next free number', meaning: '{site} is the site id, {n:000} the running number. A patient who came before keeps the id.', first: { kind: 'pattern', pattern: '{site}-{n:000}' } },
  list: { label: 'From the enrolment list', meaning: 'A list of patient id and subject id, loaded into the key list below. Patients who are not on it are left out.', first: { kind: 'list' } },
  entered: { label: 'Given with each import', meaning: 'Whoever imports says which subject the images are of.', first: { kind: 'entered' } },
  keyedCode: { label: 'Keyed code', meaning: 'Eight characters that follow from the patient id and the study\'s secret; without the secret nobody can try patient ids out.', first: { kind: 'keyedCode', prefix: 'S-' } },
};

function idExample({ subjectIds, trial }: Deidentification): string {
  if (subjectIds.kind !== 'pattern') return '';
  const first = nextSubjectId(subjectIds.pattern, trial.siteId.trim(), []);
  return first === null ? '' : `First id: ${first}`;
}

/** Days as a field shows them, with a true minus. */
const daysText = (days: number): string => (Number.isNaN(days) ? '' : String(days).replace('-', '−'));

/** A few words per line, as they are typed. */
function WordList({ id, describedBy, words, onChange }: { readonly id: string; readonly describedBy: string; readonly words: readonly string[]; readonly onChange: (words: readonly string[]) => void }) {
  return <textarea id={id} aria-describedby={describedBy} className={styles.codes} spellCheck={false} defaultValue={words.join(' ')} onChange={(event) => onChange([...new Set(event.currentTarget.value.split(/\s+/).filter((word) => word !== ''))])} />;
}

function Profile({ setup, put, problems }: { readonly setup: Deidentification; readonly put: (part: Partial<Deidentification>) => void; readonly problems: SectionProps['problems'] }) {
  const at = (path: string) => problems.filter((problem) => problem.path === `deidentification.${path}`);
  const putOption = (part: Partial<DeidentificationOptions>) => put({ options: { ...setup.options, ...part } });
  const { options, trial, subjectIds, dateShiftDays } = setup;
  return (
    <>
      <Row label="Sponsor" meaning="Written into every image." rules={['0012,0010']} problems={at('trial.sponsor')}>{(ids) => <TextField {...ids} value={trial.sponsor} onChange={(sponsor) => put({ trial: { ...trial, sponsor } })} />}</Row>
      <Row label="Protocol id" meaning="Written into every image." rules={['0012,0020']} problems={at('trial.protocolId')}>{(ids) => <TextField {...ids} look="medium" value={trial.protocolId} onChange={(protocolId) => put({ trial: { ...trial, protocolId } })} />}</Row>
      <Row label="Site id" meaning="Of this workstation; written into every image." rules={['0012,0030']} problems={at('trial.siteId')}>{(ids) => <TextField {...ids} look="medium" value={trial.siteId} onChange={(siteId) => put({ trial: { ...trial, siteId } })} />}</Row>
      <Row label="Subject ids" meaning={idRules[subjectIds.kind].meaning} problems={subjectIds.kind === 'list' || subjectIds.kind === 'entered' ? at('subjectIds') : []}>
        {(ids) => <ChoiceField {...ids} value={subjectIds.kind} options={Object.entries(idRules).map(([value, { label }]) => ({ value, label }))} onChange={(kind) => put({ subjectIds: idRules[kind as SubjectIdRule['kind']].first })} />}
      </Row>
      {subjectIds.kind === 'pattern' && <Row label="Pattern of subject ids" meaning={idExample(setup)} problems={at('subjectIds')}>{(ids) => <TextField {...ids} look="medium" value={subjectIds.pattern} onChange={(pattern) => put({ subjectIds: { kind: 'pattern', pattern } })} />}</Row>}
      {subjectIds.kind === 'keyedCode' && <Row label="Before the code" meaning="For example S-7K2M9QXA." problems={at('subjectIds')}>{(ids) => <TextField {...ids} look="medium" value={subjectIds.prefix} onChange={(prefix) => put({ subjectIds: { kind: 'keyedCode', prefix } })} />}</Row>}
      <Row label="Dates" meaning="Shifted: all dates of a subject move by the same number of days, so that intervals stay. The true dates stand in the key list." rules={[{ modified: '113107', removed: '', full: '113106' }[options.dates]]} problems={at('options.dates')}>
        {(ids) => <ChoiceField {...ids} value={options.dates} options={[{ value: 'modified', label: 'Shifted per subject' }, { value: 'removed', label: 'Removed' }, { value: 'full', label: 'Kept as they are' }]} onChange={(dates) => putOption({ dates: dates as DeidentificationOptions['dates'] })} />}
      </Row>
      {options.dates === 'modified' && (
        <Row label="Shift in days" meaning="One random shift per subject within these bounds, never 0. Subjects that are here keep theirs." problems={at('dateShiftDays')}>
          {(ids) => (
            <span className={styles.inline}>
              <TextField {...ids} label="Farthest shift in days" look="narrow" value={daysText(dateShiftDays.earliest)} onChange={(text) => put({ dateShiftDays: { ...dateShiftDays, earliest: wholeOrNaN(text) } })} />
              <span className={styles.unit}>to</span>
              <TextField label="Nearest shift in days" look="narrow" value={daysText(dateShiftDays.latest)} onChange={(text) => put({ dateShiftDays: { ...dateShiftDays, latest: wholeOrNaN(text) } })} />
              <span className={styles.unit}>days</span>
            </span>
          )}
        </Row>
      )}
      {flags.map(({ name, label, code, meaning }) => (
        <Row key={name} label={label} meaning={meaning} rules={[code]} problems={at(`options.${name}`)}>{(ids) => <CheckField {...ids} value={options[name]} onChange={(value) => putOption({ [name]: value })} />}</Row>
      ))}
      {options.cleanDescriptors && <Row label="Words that may stay" meaning={`${setup.allowedWords.length} words, in any case; separated by spaces or lines. Names of people, wards and places do not belong here.`} rules={['113105']} problems={at('allowedWords')}>{(ids) => <WordList id={ids.id} describedBy={ids.describedBy} words={setup.allowedWords} onChange={(allowedWords) => put({ allowedWords })} />}</Row>}
      <Row label="Private elements that stay" meaning="All others are removed." rules={['113111']}>
        {() => (
          <span className={styles.stack}>
            {safePrivate.map(({ value, label }) => (
              <label key={value} className={styles.inline}><CheckField value={options.safePrivate.includes(value)} onChange={(isOn) => putOption({ safePrivate: isOn ? [...options.safePrivate, value] : options.safePrivate.filter((one) => one !== value) })} />{label}</label>
            ))}
          </span>
        )}
      </Row>
    </>
  );
}

/** What happens to names and dates in images as they come in, and who may know whose they are. Not fixed by the first signature; holds for later imports. */
export function IdentitySection({ draft, change, problems, studyId, stored }: SectionProps & { readonly studyId: string | null; readonly stored: StudyProtocol | null }) {
  const rule = draft.protocol.imageIdentity ?? 'keep';
  const setup = draft.protocol.deidentification ?? trialDeidentification;
  const put = (part: Partial<Deidentification>) => change((now) => withProtocol({ deidentification: { ...(now.protocol.deidentification ?? trialDeidentification), ...part } })(now));
  const choose = (next: ImageIdentityRule) => change((now) => withProtocol({ imageIdentity: next, ...(next === 'deidentify' && !now.protocol.deidentification ? { deidentification: { ...trialDeidentification, trial: { sponsor: '', protocolId: now.code.trim(), siteId: now.protocol.sites?.[0]?.code ?? '' } } } : {}) })(now));
  return (
    <Section id="identity" title="Identity in images" hint="A change holds for later imports; images that are here stay as they are.">
      <Row label="Images that name the patient" meaning={ruleMeanings[rule]} rules={rule === 'deidentify' ? ['113100'] : ['IMP-14']} problems={problems.filter((problem) => problem.path === 'imageIdentity')}>
        {(ids) => <ChoiceField {...ids} value={rule} options={[{ value: 'keep', label: 'Taken as they come' }, { value: 'refuse', label: 'Refused' }, { value: 'deidentify', label: 'De-identified on import' }]} onChange={(next) => choose(next as ImageIdentityRule)} />}
      </Row>
      {studyId !== null && stored !== null && (rule === 'deidentify' || deidentificationOf(stored) !== null) && <KeyListRow studyId={studyId} studyCode={draft.code} usesList={deidentificationOf(stored)?.subjectIds.kind === 'list'} />}
      {rule === 'deidentify' && <Profile setup={setup} put={put} problems={problems} />}
    </Section>
  );
}

import { nextSubjectCode, readSubjectCode, siteOfCode, type StudySite, type SubjectCodeRule } from '../../../../src/casefile/index.ts';
import { Button } from '../../../ui/index.ts';
import { withProtocol } from '../draft.ts';
import { ChoiceField, Row, Section, TextField } from '../Fields.tsx';
import type { SectionProps } from './ParameterSection.tsx';
import styles from './Sections.module.css';

const rules: Readonly<Record<SubjectCodeRule['kind'], SubjectCodeRule>> = { patientId: { kind: 'patientId' }, pattern: { kind: 'pattern', pattern: '@@-####' }, list: { kind: 'list', codes: [] } };
const meanings: Readonly<Record<SubjectCodeRule['kind'], string>> = {
  patientId: 'The patient id in the images is the code. For images that were pseudonymised before they came here.',
  pattern: '# is a digit of the running number, @ a character of the site, anything else stands for itself. A patient id of that form is taken as it is; without @ the next free number is proposed.',
  list: 'Only the codes of this list, one per line, as the EDC or the randomisation gave them. A patient id that is not among them is left to the person who imports.',
};

function example(rule: SubjectCodeRule, sites: readonly StudySite[]): string {
  if (rule.kind !== 'pattern') return '';
  const next = nextSubjectCode(rule, []);
  if (next !== null) return `First code: ${next}`;
  const code = rule.pattern.replace(/@+/, (run) => (sites[0]?.code.length === run.length ? sites[0].code : '0'.repeat(run.length - 1) + '1')).replace(/#+/, (run) => '1'.padStart(run.length, '0'));
  const parts = readSubjectCode(rule, code);
  return parts ? `For example ${code}, site ${siteOfCode({ sites }, parts.site)}` : '';
}

/** How subjects are called, and the sites they come from. Neither is fixed by the first signature. */
export function SubjectsSection({ draft, change, problems }: SectionProps) {
  const rule = draft.protocol.subjectCodes ?? rules.patientId;
  const sites = draft.protocol.sites ?? [];
  const put = (subjectCodes: SubjectCodeRule) => change(withProtocol({ subjectCodes }));
  const putSites = (next: readonly StudySite[]) => change((now) => {
    const { sites: _before, ...protocol } = now.protocol;
    return next.length === 0 ? { ...now, protocol } : withProtocol({ sites: next })(now);
  });
  const here = problems.filter((problem) => problem.path === 'subjectCodes');
  return (
    <Section id="subjects" title="Subjects and sites" hint="Can be changed at any time; subjects that are here keep their codes.">
      <Row label="Subject codes" meaning={meanings[rule.kind]} problems={rule.kind === 'patientId' ? here : []}>
        {(ids) => <ChoiceField {...ids} value={rule.kind} options={[{ value: 'patientId', label: 'From the patient id' }, { value: 'pattern', label: 'By a pattern' }, { value: 'list', label: 'From a list' }]} onChange={(kind) => put(rules[kind as SubjectCodeRule['kind']])} />}
      </Row>
      {rule.kind === 'pattern' && (
        <Row label="Pattern" meaning={here.length === 0 ? example(rule, sites) : ''} problems={here}>
          {(ids) => <TextField {...ids} look="medium" value={rule.pattern} onChange={(pattern) => put({ kind: 'pattern', pattern })} />}
        </Row>
      )}
      {rule.kind === 'list' && (
        <Row label="Codes" meaning={`${rule.codes.length} codes.`} problems={here}>
          {(ids) => <textarea id={ids.id} aria-describedby={ids.describedBy} className={styles.codes} spellCheck={false} defaultValue={rule.codes.join('\n')} onChange={(event) => put({ kind: 'list', codes: event.currentTarget.value.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '') })} />}
        </Row>
      )}
      <Row label="Sites" meaning="Code as it stands in the subject code, and the name the worklist shows beside it." problems={problems.filter((problem) => problem.path.startsWith('sites'))}>
        {() => (
          <span className={styles.stack}>
            {sites.map((site, index) => (
              <span key={index} className={styles.inline}>
                <TextField label={`Code of site ${index + 1}`} look="narrow" value={site.code} onChange={(code) => putSites(sites.map((one, at) => (at === index ? { ...one, code } : one)))} />
                <TextField label={`Name of site ${index + 1}`} look="medium" value={site.name} onChange={(name) => putSites(sites.map((one, at) => (at === index ? { ...one, name } : one)))} />
                <button type="button" className={styles.quiet} aria-label={`Remove site ${site.code}`} onClick={() => putSites(sites.filter((_, at) => at !== index))}>Remove</button>
              </span>
            ))}
            <Button small onClick={() => putSites([...sites, { code: String(sites.length + 1).padStart(2, '0'), name: '' }])}>Add a site</Button>
          </span>
        )}
      </Row>
    </Section>
  );
}

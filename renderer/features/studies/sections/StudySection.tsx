import type { StudyTemplate } from '../../../../src/api/wire.ts';
import { endpointNames, type EndpointName, type StudyDesign } from '../../../../src/casefile/index.ts';
import { wholeOrNaN, withProtocol } from '../draft.ts';
import { CheckField, ChoiceField, Row, Section, TextField } from '../Fields.tsx';
import type { SectionProps } from './ParameterSection.tsx';
import styles from './Sections.module.css';

const endpointWords: Readonly<Record<EndpointName, string>> = {
  PFS: 'Progression-free survival', TTP: 'Time to progression', OS: 'Overall survival', ORR: 'Objective response rate', DCR: 'Disease control rate', DOR: 'Duration of response', CBR: 'Clinical benefit rate', PFS2: 'PFS2',
};
const noDesign: StudyDesign = { phase: 'other', arms: [], primaryEndpoint: 'PFS', secondaryEndpoints: [], evaluatedBy: 'investigator' };

/** The templates a new study starts from, what each decides below its name. */
function Templates({ templates, value, onChoose }: { readonly templates: readonly StudyTemplate[]; readonly value: string; readonly onChoose: (template: StudyTemplate) => void }) {
  return (
    <fieldset className={styles.templates} aria-label="Protocol template">
      {templates.map((template) => (
        <label key={template.name} className={styles.template} data-selected={template.name === value || undefined}>
          <input type="radio" className="nd-check" name="template" checked={template.name === value} onChange={() => onChoose(template)} />
          <span>
            <strong>{template.title}</strong>
            <span className="nd-small nd-2"> {template.summary}</span>
            <ul className={styles.points}>{template.points.map((point) => <li key={point}>{point}</li>)}</ul>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function Arms({ design, put }: { readonly design: StudyDesign; readonly put: (design: Partial<StudyDesign>) => void }) {
  const set = (at: number, arm: Partial<StudyDesign['arms'][number]>) => put({ arms: design.arms.map((one, index) => (index === at ? { ...one, ...arm } : one)) });
  return (
    <span className={styles.stack}>
      {design.arms.map((arm, index) => (
        <span key={index} className={styles.inline}>
          <TextField label={`Name of arm ${index + 1}`} look="medium" value={arm.name} onChange={(name) => set(index, { name })} />
          {design.arms.length > 1 && <TextField label={`Share of arm ${index + 1}`} look="narrow" value={Number.isNaN(arm.ratio) ? '' : String(arm.ratio)} onChange={(text) => set(index, { ratio: wholeOrNaN(text) })} />}
          <button type="button" className={styles.quiet} onClick={() => put({ arms: design.arms.filter((_, at) => at !== index) })}>Remove</button>
        </span>
      ))}
      <button type="button" className={styles.quiet} onClick={() => put({ arms: [...design.arms, { name: '', ratio: 1 }] })}>Add an arm</button>
    </span>
  );
}

/** Code, title, the template of a new study, and the design that the rest follows from. */
export function StudySection({ draft, change, problems, templates, isReadOnly = false }: SectionProps & { readonly templates: readonly StudyTemplate[] | null }) {
  const design = draft.protocol.design ?? noDesign;
  const put = (part: Partial<StudyDesign>) => change(withProtocol({ design: { ...design, ...part } }));
  const at = (path: string) => problems.filter((problem) => problem.path === path);
  const secondary = (name: EndpointName, isOn: boolean) => put({ secondaryEndpoints: endpointNames.filter((one) => (one === name ? isOn : design.secondaryEndpoints.includes(one))) });
  return (
    <Section id="study" title="Study" hint={templates ? 'A template fills everything below; every value can be changed until the first read is signed.' : undefined}>
      {templates && <Templates templates={templates} value={draft.template} onChoose={(template) => change((now) => ({ ...now, template: template.name, protocol: { ...template.protocol, ...(now.protocol.readers ? { readers: now.protocol.readers } : {}), ...(now.protocol.sites ? { sites: now.protocol.sites } : {}) } }))} />}
      <Row label="Code" meaning="Short name on every screen, in file names and exports." problems={draft.code === '' ? [] : at('code')}>
        {(ids) => <TextField {...ids} look="medium" placeholder="NEC-M02" value={draft.code} onChange={(code) => change((now) => ({ ...now, code }))} />}
      </Row>
      <Row label="Title" meaning="What the trial is called." problems={draft.title === '' ? [] : at('title')}>
        {(ids) => <TextField {...ids} placeholder="Everolimus maintenance in NEC" value={draft.title} onChange={(title) => change((now) => ({ ...now, title }))} />}
      </Row>
      <Row label="Criteria" meaning="Shown beside every response and named by every signature." problems={at('name')}>
        {(ids) => <TextField {...ids} look="medium" value={draft.protocol.name} onChange={(name) => change(withProtocol({ name }))} />}
      </Row>
      {!(isReadOnly && !draft.protocol.design) && <>
      <Row label="Phase" meaning="For reports; no rule reads it.">
        {(ids) => <ChoiceField {...ids} value={design.phase} options={(['I', 'II', 'III', 'other'] as const).map((value) => ({ value, label: value }))} onChange={(phase) => put({ phase: phase as StudyDesign['phase'] })} />}
      </Row>
      <Row label="Arms" meaning="Names of the arms and their shares in the randomisation, as 2 and 1 for 2:1. One arm: not randomised." problems={problems.filter((problem) => problem.path.startsWith('design.arms'))}>
        {() => <Arms design={design} put={put} />}
      </Row>
      <Row label="Primary endpoint" meaning="Whether response needs confirmation and whether measurable disease is required follow from it." rules={['R-102', 'R-720']}>
        {(ids) => <ChoiceField {...ids} value={design.primaryEndpoint} options={endpointNames.map((value) => ({ value, label: `${value}, ${endpointWords[value].toLowerCase()}` }))} onChange={(name) => put({ primaryEndpoint: name as EndpointName, secondaryEndpoints: design.secondaryEndpoints.filter((one) => one !== name) })} />}
      </Row>
      <Row label="Secondary endpoints" meaning="Every endpoint is always computed; these are the ones reported.">
        {() => <span className={styles.wrap}>{endpointNames.filter((name) => name !== design.primaryEndpoint).map((name) => <label key={name} className={styles.inline} title={endpointWords[name]}><CheckField value={design.secondaryEndpoints.includes(name)} onChange={(isOn) => secondary(name, isOn)} />{name}</label>)}</span>}
      </Row>
      <Row label="Evaluated by" meaning="Whose responses are the result of the trial. The other evaluation is reported beside it and never mixed." rules={['R-904', 'R-944']}>
        {(ids) => <ChoiceField {...ids} value={design.evaluatedBy} options={[{ value: 'investigator', label: 'Investigator' }, { value: 'central', label: 'Central review' }]} onChange={(by) => put({ evaluatedBy: by as StudyDesign['evaluatedBy'] })} />}
      </Row>
      </>}
    </Section>
  );
}

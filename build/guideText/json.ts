import { operations } from '../../src/endpoints/request/operations.ts';
import { blocks, code, made, table, words } from './markdown.ts';
import { typeSection } from './typeTables.ts';

/** What each operation of `nadir engine` answers. */
export const operationMeanings: Readonly<Record<string, string>> = {
  classifyLesion: 'Whether a lesion is measurable, by kind, method, size and what it is (R-110 to R-121).', checkTargets: 'Whether a list of targets is allowed (R-130 to R-136).', overall: 'The overall response of three components.', subject: 'A whole subject: timepoints, best response, progression, endpoints.', responses: 'The same from responses alone, without lesions.',
  pet: 'What a PET finding means (R-540 to R-546).', adjudicate: 'Whether two reads differ, and in what (R-J04 to R-J07).', irecist: 'Immune responses of timepoints (R-I01 to R-I07).', ibor: 'Best immune response of a sequence (R-I08, R-I09).', cohort: 'Statistics of many subjects: Kaplan–Meier, log-rank, hazard ratio, agreement.',
};

const model = 'src/recist/model.ts';
const inputs = ['SubjectInput', 'SubjectFacts', 'BaselineTarget', 'BaselineNonTarget', 'UnmeasuredTarget', 'TimepointInput', 'TargetRecord', 'NonTargetRecord', 'NewLesionRecord', 'Override', 'SequenceInput', 'SequenceTimepoint'];
const facts = ['ImagingFacts', 'LesionTraits', 'CaliperFacts'];
const answers = ['SubjectResult', 'TimepointResult', 'Explanation', 'Reason', 'Thresholds', 'ThresholdStep', 'ThresholdDistance', 'ProgressionDistance', 'ResponsesResult', 'SubjectReasons', 'BestResponse', 'Progression', 'TimeOrigin', 'EndpointResult'];

/** json.md: what the engine takes and answers. */
export function jsonPage(): string {
  const missing = [...operations.keys()].filter((name) => operationMeanings[name] === undefined);
  if (missing.length > 0) throw new Error(`build/guideText/json.ts does not explain the operation ${missing.join(', ')}.`);
  return blocks(
    '# JSON of the engine',
    'What `nadir engine` takes and answers, and what the same objects hold in the trail and in `nadir response`.',
    made,
    'A request is `{"op": …, "input": …, "params": …}`; `params` are the [parameters](rules.md#parameters) that differ from their defaults, `explain: true` adds sentences, `labels` names for lesions. A list of requests gives a list of answers in the same order. What cannot be answered is `{"error": {"code", "message", "path"}}` in its place.',
    '```\n{"op": "overall", "input": {"target": "PR", "nonTarget": "NON-CR/NON-PD", "newLesion": "none"}}\n```',
    '## Operations', table(['Operation', 'What it answers'], [...operations.keys()].map((name) => [code(name), words(operationMeanings[name] ?? '')])),
    '## What goes in', ...inputs.flatMap((name) => typeSection(model, name)), ...facts.flatMap((name) => typeSection('src/recist/imagingFacts.ts', name)),
    '## What comes out', ...answers.flatMap((name) => typeSection(model, name)), ...typeSection('src/common/findings.ts', 'Finding'),
  );
}

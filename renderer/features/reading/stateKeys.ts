import type { Assessment, Lesion, Timepoint } from '../../../src/casefile/index.ts';

/** The keys that give a lesion a state without drawing. */
export type StateKey = 'accept' | 'absent' | 'tooSmall' | 'notEvaluable' | 'equivocal' | 'unequivocal';
export type StateAnswer =
  | { readonly kind: 'record'; readonly assessment: Assessment }
  | { readonly kind: 'askReason' }
  | { readonly kind: 'refuse'; readonly why: string }
  | { readonly kind: 'nothing' };

const record = (assessment: Assessment): StateAnswer => ({ kind: 'record', assessment });
const nothing: StateAnswer = { kind: 'nothing' };

function targetAnswer(lesion: Lesion, timepoint: Timepoint, key: StateKey): StateAnswer {
  if (key === 'accept' || key === 'equivocal' || key === 'unequivocal') return nothing;
  if (timepoint.index === 0) return { kind: 'refuse', why: `${lesion.label} needs a measured value at baseline (R-150). Measure it, or delete it with Backspace.` };
  return key === 'notEvaluable' ? { kind: 'askReason' } : record({ state: key });
}

function nonTargetAnswer(lesion: Lesion, timepoint: Timepoint, before: Assessment | undefined, key: StateKey): StateAnswer {
  const caliper = before?.state === 'status' && before.caliper ? { caliper: before.caliper } : {};
  const status = (value: Extract<Assessment, { state: 'status' }>['status']) => record({ state: 'status', status: value, ...caliper });
  if (timepoint.index === 0 && key !== 'accept') return { kind: 'refuse', why: `${lesion.label} is present at baseline, or it is no lesion: delete it with Backspace.` };
  switch (key) {
    case 'accept': return status('present');
    case 'absent': return status('absent');
    case 'equivocal': return status('equivocalProgression');
    case 'unequivocal': return status('unequivocalProgression');
    case 'notEvaluable': return { kind: 'askReason' };
    case 'tooSmall': return nothing;
  }
}

function newAnswer(before: Assessment | undefined, prior: Assessment | undefined, key: StateKey): StateAnswer {
  const drawn = before?.state === 'newLesion' && before.caliper ? { caliper: before.caliper, ...(before.longAxisMm === undefined ? {} : { longAxisMm: before.longAxisMm, shortAxisMm: before.shortAxisMm ?? null }) } : {};
  const status = (value: Extract<Assessment, { state: 'newLesion' }>['status']) => record({ state: 'newLesion', status: value, ...drawn });
  switch (key) {
    case 'accept': return status(prior?.state === 'newLesion' && prior.status !== 'notEvaluable' ? prior.status : 'equivocal');
    case 'absent': return status('dismissed');
    case 'equivocal': return status('equivocal');
    case 'unequivocal': return status('unequivocal');
    case 'notEvaluable': return status('notEvaluable');
    case 'tooSmall': return nothing;
  }
}

/**
 * What a key means for a lesion: A absent (a new lesion: dismissed), S too small (targets), U not evaluable (targets and non-targets ask why), Enter present (a new
 * lesion: as before), E equivocal, G unequivocal progression. `before` is the record there is, `prior` the one of an earlier timepoint.
 */
export function stateAnswer(lesion: Lesion, timepoint: Timepoint, before: Assessment | undefined, prior: Assessment | undefined, key: StateKey): StateAnswer {
  switch (lesion.role) {
    case 'target': return targetAnswer(lesion, timepoint, key);
    case 'nonTarget': return nonTargetAnswer(lesion, timepoint, before, key);
    case 'new': return newAnswer(before, prior, key);
  }
}

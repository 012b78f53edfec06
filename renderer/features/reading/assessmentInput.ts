import type { AssessmentInput } from '../../../src/api/schemas/commands.ts';
import type { Assessment, Caliper, SplitPart } from '../../../src/casefile/index.ts';
import { canonicalJson, NadirError, type Json } from '../../../src/common/index.ts';

type CaliperInput = Extract<AssessmentInput, { state: 'measured' }>['caliper'];

const caliperInput = (caliper: Caliper): CaliperInput => {
  const axis = ([a, b]: Caliper['longAxis']): CaliperInput['longAxis'] => [[...a], [...b]];
  return { ...caliper, longAxis: axis(caliper.longAxis), shortAxis: caliper.shortAxis && axis(caliper.shortAxis) };
};

type PartInput = Extract<AssessmentInput, { state: 'measured' | 'absent' | 'tooSmall' | 'notEvaluable' }>;

const partInput = (part: SplitPart): PartInput => {
  switch (part.state) {
    case 'measured':
      if (!part.caliper) throw new NadirError('refused', 'This value was entered without images and stays as it was entered. Measure on the images to replace it.', { reason: 'entered' });
      return { state: 'measured', caliper: caliperInput(part.caliper), claimedLongMm: part.longAxisMm, claimedShortMm: part.shortAxisMm, ...(part.otherTechnique ? { otherTechnique: part.otherTechnique } : {}) };
    case 'absent':
    case 'tooSmall':
      return { state: part.state, ...(part.caliper ? { caliper: caliperInput(part.caliper) } : {}) };
    case 'notEvaluable':
      return { state: 'notEvaluable', reason: part.reason, ...(part.note === undefined ? {} : { note: part.note }) };
  }
};

/** A record as the host takes it: points, and the lengths the reader was shown, which the host compares with its own. */
export function assessmentInput(record: Assessment): AssessmentInput {
  switch (record.state) {
    case 'measured':
    case 'absent':
    case 'tooSmall':
    case 'notEvaluable':
      return partInput(record);
    case 'split':
      return { state: 'split', parts: record.parts.map(partInput), ...(record.note === undefined ? {} : { note: record.note }) };
    case 'merged':
      return { state: 'merged', mergedInto: record.mergedInto, ...(record.note === undefined ? {} : { note: record.note }) };
    case 'status':
      return { state: 'status', status: record.status, ...(record.note === undefined ? {} : { note: record.note }), ...(record.caliper ? { caliper: caliperInput(record.caliper) } : {}) };
    case 'newLesion':
      return {
        state: 'newLesion', status: record.status, ...(record.note === undefined ? {} : { note: record.note }),
        ...(record.caliper ? { caliper: caliperInput(record.caliper), ...(record.longAxisMm === undefined ? {} : { claimedLongMm: record.longAxisMm }), claimedShortMm: record.shortAxisMm ?? null } : {}),
        ...(record.excluded ? { excluded: [...record.excluded] } : {}), ...(record.lookBack ? { lookBack: record.lookBack } : {}),
      };
  }
}

/** A value that was entered without images has no points to be sent. */
const isEntered = (record: Assessment): boolean => record.state === 'measured' && !record.caliper;

/** Whether what is stored is what was to be recorded: the same points, states and words. */
export const isSameRecord = (stored: Assessment | undefined, record: Assessment): boolean =>
  stored !== undefined && !isEntered(stored) && !isEntered(record) && canonicalJson(assessmentInput(stored) as Json) === canonicalJson(assessmentInput(record) as Json);

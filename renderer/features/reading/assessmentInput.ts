import type { AssessmentInput } from '../../../src/api/schemas/commands.ts';
import type { Assessment, Caliper } from '../../../src/casefile/index.ts';

type CaliperInput = Extract<AssessmentInput, { state: 'measured' }>['caliper'];

const caliperInput = (caliper: Caliper): CaliperInput => {
  const axis = ([a, b]: Caliper['longAxis']): CaliperInput['longAxis'] => [[...a], [...b]];
  return { ...caliper, longAxis: axis(caliper.longAxis), shortAxis: caliper.shortAxis && axis(caliper.shortAxis) };
};

/** A record as the host takes it: points, and the lengths the reader was shown, which the host compares with its own. */
export function assessmentInput(record: Assessment): AssessmentInput {
  switch (record.state) {
    case 'measured':
      return { state: 'measured', caliper: caliperInput(record.caliper), claimedLongMm: record.longAxisMm, claimedShortMm: record.shortAxisMm };
    case 'absent':
    case 'tooSmall':
      return { state: record.state, ...(record.caliper ? { caliper: caliperInput(record.caliper) } : {}) };
    case 'notEvaluable':
      return { state: 'notEvaluable', reason: record.reason, ...(record.note === undefined ? {} : { note: record.note }) };
    case 'status':
      return { state: 'status', status: record.status, ...(record.note === undefined ? {} : { note: record.note }), ...(record.caliper ? { caliper: caliperInput(record.caliper) } : {}) };
    case 'newLesion':
      return {
        state: 'newLesion', status: record.status, ...(record.note === undefined ? {} : { note: record.note }),
        ...(record.caliper ? { caliper: caliperInput(record.caliper), ...(record.longAxisMm === undefined ? {} : { claimedLongMm: record.longAxisMm }), claimedShortMm: record.shortAxisMm ?? null } : {}),
      };
  }
}

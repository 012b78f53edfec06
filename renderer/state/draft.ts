import { create } from 'zustand';
import type { Assessment, Lesion, SubjectCase } from '../../src/casefile/index.ts';
import type { SubjectResult } from '../../src/recist/index.ts';
import type { CaliperMeasure } from '../viewer/index.ts';
import { evaluateCase, withLesion } from './evaluate.ts';
import { fragmentsOf, recordOfFragments, withFragment } from './fragments.ts';

/** A calliper under the reader's hand. Nothing of it is stored. */
export type Draft = {
  /** The stored facts it is laid over. */
  readonly subject: SubjectCase;
  readonly timepointId: string;
  /** The lesion it belongs to; one that is not in the case yet is the one being placed. */
  readonly lesion: Lesion;
  readonly measure: CaliperMeasure;
  /** Index of the fragment it belongs to, of a lesion that broke up; left out for a whole lesion. */
  readonly fragment?: number | null;
};

/** Draft and what the engine makes of it. `result` is null while hidden by the protocol or without a baseline. */
export type LiveEffect = { readonly draft: Draft; readonly subject: SubjectCase; readonly result: SubjectResult | null };

type Measured = Extract<Assessment, { state: 'measured' }>;

/** A target drawn anew, or one fragment of it. What was said about another technique stays while it is drawn on the same series. */
function targetAssessment(drawn: Measured, before: Assessment | undefined, fragment: number | null): Assessment {
  const old = fragment === null ? before : fragmentsOf(before)[fragment];
  const said = old?.state === 'measured' && old.otherTechnique && old.caliper?.seriesId === drawn.caliper?.seriesId ? { otherTechnique: old.otherTechnique } : {};
  const measured = { ...drawn, ...said };
  return fragment === null ? measured : recordOfFragments(withFragment(fragmentsOf(before), fragment, measured)) ?? measured;
}

/**
 * The record a drawn calliper gives. A short axis that nobody placed is never a value; a node without one therefore has no measured size yet,
 * and a non-target or new lesion keeps the status it has, or the one given. `fragment`: index of the fragment of a target that was drawn.
 */
export function assessmentOf(lesion: Pick<Lesion, 'role'>, measure: CaliperMeasure, before: Assessment | undefined, newStatus: 'equivocal' | 'unequivocal' = 'equivocal', fragment: number | null = null): Assessment {
  const { caliper, longAxisMm } = measure;
  const shortAxisMm = caliper.shortAxisProvisional ? null : measure.shortAxisMm;
  switch (lesion.role) {
    case 'target': return targetAssessment({ state: 'measured', caliper, longAxisMm, shortAxisMm }, before, fragment);
    case 'nonTarget': return before?.state === 'status' ? { ...before, caliper } : { state: 'status', status: 'present', caliper };
    case 'new': return before?.state === 'newLesion' ? { ...before, caliper, longAxisMm, shortAxisMm } : { state: 'newLesion', status: newStatus, caliper, longAxisMm, shortAxisMm };
  }
}

/** The facts with the draft in them, and the engine's answer. Pure; called once per frame while dragging. */
export function liveEffect(draft: Draft): LiveEffect {
  const { subject, lesion, timepointId, measure, fragment = null } = draft;
  const isKnown = subject.lesions.some((candidate) => candidate.id === lesion.id);
  const whole = isKnown ? subject : withLesion(subject, lesion);
  const assessment = assessmentOf(lesion, measure, subject.assessments[lesion.id]?.[timepointId], undefined, fragment);
  const laid: SubjectCase = { ...whole, assessments: { ...whole.assessments, [lesion.id]: { ...whole.assessments[lesion.id], [timepointId]: assessment } } };
  return { draft, subject: laid, result: subject.protocol.liveEffect ? evaluateCase(laid) : null };
}

/** The one draft of the window; read it with a narrow selector. */
export const useDraft = create<{ readonly live: LiveEffect | null }>(() => ({ live: null }));

/** Shows a draft in the frame that is being made, so that tag and table never differ; null ends it. Panes call it once per frame, with the newest. */
export function showDraft(draft: Draft | null): void {
  if (draft !== null) useDraft.setState({ live: liveEffect(draft) });
  else if (useDraft.getState().live !== null) useDraft.setState({ live: null });
}

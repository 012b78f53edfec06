/** Whatever is done in whatever order, the projections are what the events say, and undo and redo lead back and forth exactly. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NadirError } from '../../src/common/index.ts';
import type { SubjectCase } from '../../src/casefile/index.ts';
import { bench, measured, reader, studyWithSubject, type Bench } from '../api/harness.ts';

type Step =
  | { readonly do: 'place'; readonly role: 'target' | 'nonTarget' | 'new'; readonly mm: number }
  | { readonly do: 'record'; readonly lesion: number; readonly timepoint: number; readonly mm: number }
  | { readonly do: 'state'; readonly lesion: number; readonly timepoint: number }
  | { readonly do: 'clear' | 'remove' | 'swapRole' | 'describe'; readonly lesion: number; readonly timepoint: number }
  | { readonly do: 'undo' | 'redo' | 'performed' | 'facts' };

const index = fc.nat({ max: 5 });
const mm = fc.integer({ min: 3, max: 60 });
const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('place' as const), role: fc.constantFrom('target' as const, 'nonTarget' as const, 'new' as const), mm }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('record' as const), lesion: index, timepoint: fc.nat({ max: 1 }), mm }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('state' as const), lesion: index, timepoint: fc.nat({ max: 1 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('clear' as const, 'remove' as const, 'swapRole' as const, 'describe' as const), lesion: index, timepoint: fc.nat({ max: 1 }) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constantFrom('undo' as const, 'redo' as const, 'performed' as const, 'facts' as const) }) },
);

const names = ['bl', 'fu'];

function take(b: Bench, subject: SubjectCase, series: Readonly<Record<string, string>>, step: Step): void {
  const on = { subjectId: subject.subjectId, expectedRevision: subject.revision };
  const { lesions, subjects, timepoints } = b.services;
  const timepoint = subject.timepoints['timepoint' in step ? step.timepoint : 1];
  const lesion = 'lesion' in step && subject.lesions.length > 0 ? subject.lesions[step.lesion % subject.lesions.length] : undefined;
  const name = names[timepoint?.index ?? 0] ?? 'bl';
  if (!timepoint || ('lesion' in step && !lesion)) return;
  const id = lesion?.id ?? '';
  const drawn = (size: number) => measured(series[name] ?? '', name, 3, size, 2);
  switch (step.do) {
    case 'place': {
      const at = step.role === 'new' ? subject.timepoints[1] : subject.timepoints[0];
      const assessment = step.role === 'target' ? measured(series['bl'] ?? '', 'bl', 3, step.mm, 2) : step.role === 'new' ? { state: 'newLesion' as const, status: 'equivocal' as const } : { state: 'status' as const, status: 'present' as const };
      return void lesions.place(reader, on, { timepointId: at?.id ?? '', role: step.role, organ: 'liver', kind: 'nonNodal', description: '', group: false, assessment });
    }
    case 'record': return void lesions.record(reader, on, id, timepoint.id, lesion?.role === 'target' ? drawn(step.mm) : lesion?.role === 'new' ? { state: 'newLesion', status: 'unequivocal' } : { state: 'status', status: 'absent' });
    case 'state': return void lesions.record(reader, on, id, timepoint.id, { state: 'absent' });
    case 'clear': return void lesions.clear(reader, on, id, timepoint.id);
    case 'remove': return void lesions.remove(reader, on, id);
    case 'swapRole': return void lesions.edit(reader, on, { lesionId: id, role: lesion?.role === 'target' ? 'nonTarget' : 'target' });
    case 'describe': return void lesions.edit(reader, on, { lesionId: id, description: `seen at ${subject.revision}` });
    case 'undo': return subjects.undo(reader, on);
    case 'redo': return subjects.redo(reader, on);
    case 'performed': return timepoints.setPerformed(reader, on, timepoint.id, !timepoint.performed);
    case 'facts': return subjects.setFacts(reader, on, { deathDate: subject.facts.deathDate ? null : '2026-09-09' });
  }
}

/** What a reader sees, without what counts steps: an undo takes no number back, since none is given twice. */
const seen = ({ revision: _revision, undo: _undo, redo: _redo, nextNumbers: _nextNumbers, ...rest }: SubjectCase) => rest;

test('projections equal the replay of the events, the chain is whole, labels are given once, undo and redo are exact', () => {
  fc.assert(
    fc.property(fc.array(steps, { minLength: 5, maxLength: 40 }), (script) => {
      const b = bench();
      const { subjectId, series, case: read } = studyWithSubject(b);
      const labels = new Map<string, string>();
      for (const step of script) {
        const before = read().case;
        try {
          take(b, before, series, step);
        } catch (error) {
          if (!(error instanceof NadirError) || error.code === 'defect') throw error;
          expect(read().case).toEqual(before);
          continue;
        }
        const after = read().case;
        for (const lesion of after.lesions) {
          expect(labels.get(lesion.label) ?? lesion.id).toBe(lesion.id);
          labels.set(lesion.label, lesion.id);
        }
        if (step.do !== 'undo' && step.do !== 'redo' && after.revision !== before.revision && after.undo.available) {
          b.services.subjects.undo(reader, { subjectId, expectedRevision: null });
          expect(seen(read().case)).toEqual(seen(before));
          b.services.subjects.redo(reader, { subjectId, expectedRevision: null });
          expect(seen(read().case)).toEqual(seen(after));
        }
      }
      expect(b.store.compareProjections()).toBeNull();
      expect(b.store.verifyChain().fault).toBeNull();
      const live = read().case;
      b.store.rebuildProjections();
      expect(read().case).toEqual(live);
      b.close();
    }),
    { numRuns: 60 },
  );
});

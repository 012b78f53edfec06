import { adjudicationStream, readStream, studyStream } from '../../store/index.ts';
import type { ServiceDeps } from '../context.ts';
import { imagesStream } from '../sealing.ts';

export type SubjectPlace = { readonly id: string; readonly studyId: string; readonly code: string };

/** Which study every subject belongs to, also of those that an import took back: the trail keeps what the projections have lost. */
export type Places = {
  subject(id: string): SubjectPlace | null;
  /** By what stands in their code; at most `most`. */
  subjectsLike(words: string, most: number): readonly SubjectPlace[];
  /** The study's own stream, that of its images, and those of all its subjects and their reads. */
  streamsOfStudy(studyId: string): readonly string[];
  streamsOfSubject(id: string): readonly string[];
};

const streamsOfSubject = (id: string): readonly string[] => [id, readStream(id, 'reader1'), readStream(id, 'reader2'), adjudicationStream(id)];

/** Kept in memory and brought up to date by the events since the last look. Call inside a read. */
export function createPlaces({ store }: Pick<ServiceDeps, 'store'>): () => Places {
  const subjects = new Map<string, SubjectPlace>();
  const byStudy = new Map<string, string[]>();
  let seen = 0;

  function idsOf(studyId: string): string[] {
    const known = byStudy.get(studyId);
    if (known) return known;
    const none: string[] = [];
    byStudy.set(studyId, none);
    return none;
  }

  function lookAgain(): void {
    for (const { seq, ...subject } of store.trail.subjectsAfter(seen)) {
      seen = Math.max(seen, seq);
      if (!subjects.has(subject.id)) idsOf(subject.studyId).push(subject.id);
      subjects.set(subject.id, subject);
    }
  }

  const places: Places = {
    subject: (id) => subjects.get(id) ?? null,
    subjectsLike(words, most) {
      const wanted = words.toLowerCase();
      const found: SubjectPlace[] = [];
      for (const subject of subjects.values()) {
        if (found.length === most) break;
        if (subject.code.toLowerCase().includes(wanted)) found.push(subject);
      }
      return found;
    },
    streamsOfStudy: (studyId) => [studyStream(studyId), imagesStream(studyId), ...(byStudy.get(studyId) ?? []).flatMap(streamsOfSubject)],
    streamsOfSubject,
  };
  return () => {
    lookAgain();
    return places;
  };
}

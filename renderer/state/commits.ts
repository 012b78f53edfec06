import { create } from 'zustand';
import type { Assessment, SubjectCase } from '../../src/casefile/index.ts';

/** A record on its way to the host, or one that did not get there. It is shown as if stored, and marked, until the host has spoken. */
export type Commit = {
  readonly id: number;
  readonly subjectId: string;
  readonly lesionId: string;
  readonly timepointId: string;
  readonly assessment: Assessment;
  readonly state: 'sending' | 'failed';
  /** Why it failed, for the person. */
  readonly message: string | null;
  /** Stable code of the failure: `hostGone` is tried again by itself. */
  readonly reason: string | null;
  /** How often it failed: the pause before it is sent again by itself grows with it. */
  readonly failures: number;
};

export type NewCommit = Pick<Commit, 'subjectId' | 'lesionId' | 'timepointId' | 'assessment'>;

/** A newer record of the same lesion and timepoint takes the place of a failed one; one that is under way stays until it is answered. */
export function addCommit(list: readonly Commit[], id: number, commit: NewCommit): readonly Commit[] {
  const same = (other: Commit) => other.lesionId === commit.lesionId && other.timepointId === commit.timepointId && other.subjectId === commit.subjectId;
  return [...list.filter((other) => !(same(other) && other.state === 'failed')), { ...commit, id, state: 'sending', message: null, reason: null, failures: 0 }];
}

export const removeCommit = (list: readonly Commit[], id: number): readonly Commit[] => list.filter((commit) => commit.id !== id);

/** Marks a commit as failed; dropped instead when a newer one of the same record is already under way. */
export function failCommit(list: readonly Commit[], id: number, message: string, reason: string): readonly Commit[] {
  const failed = list.find((commit) => commit.id === id);
  if (!failed) return list;
  const overtaken = list.some((other) => other.id > id && other.lesionId === failed.lesionId && other.timepointId === failed.timepointId && other.subjectId === failed.subjectId);
  return overtaken ? removeCommit(list, id) : list.map((commit) => (commit.id === id ? { ...commit, state: 'failed', message, reason, failures: commit.failures + 1 } : commit));
}

export const resendCommit = (list: readonly Commit[], id: number): readonly Commit[] =>
  list.map((commit) => (commit.id === id ? { ...commit, state: 'sending', message: null, reason: null } : commit));

/** The stored facts with the records of this subject that are not stored yet, oldest first. A lesion that is gone takes its records along. */
export function withCommits(subject: SubjectCase, list: readonly Commit[]): SubjectCase {
  const own = list.filter((commit) => commit.subjectId === subject.subjectId && subject.lesions.some((lesion) => lesion.id === commit.lesionId));
  if (own.length === 0) return subject;
  const assessments: Record<string, Readonly<Record<string, Assessment>>> = { ...subject.assessments };
  for (const commit of own) assessments[commit.lesionId] = { ...assessments[commit.lesionId], [commit.timepointId]: commit.assessment };
  return { ...subject, assessments };
}

export const useCommits = create<{ readonly commits: readonly Commit[] }>(() => ({ commits: [] }));

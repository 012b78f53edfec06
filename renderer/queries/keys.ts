/** Names of everything the query cache holds. */
export const queryKeys = {
  session: ['session'] as const,
  studies: ['studies'] as const,
  study: (studyId: string) => ['study', studyId] as const,
  templates: ['templates'] as const,
  people: ['people'] as const,
  worklists: ['worklist'] as const,
  worklist: (studyId: string) => ['worklist', studyId] as const,
  subjects: ['subject'] as const,
  subject: (subjectId: string) => ['subject', subjectId] as const,
  seriesImages: (seriesId: string) => ['seriesImages', seriesId] as const,
  unassigned: (studyId: string) => ['unassigned', studyId] as const,
  job: (jobId: string) => ['job', jobId] as const,
  importResult: (jobId: string) => ['importResult', jobId] as const,
  preferences: ['preferences'] as const,
};

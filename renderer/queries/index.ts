export { makeQueryClient } from './client.ts';
export { useConnection } from './connection.ts';
export { listenToHost } from './serverEvents.ts';
export { cancelJob, useJob } from './jobs.ts';
export { useCreateDemo, useCreateStudy, useSession, useStudies, useWorklist, type NewStudy } from './lists.ts';
export { beginUpload, chooseImport, uploadFile, useAssignSeries, useDiscardSeries, useImportResult, useStartImport, useUnassigned } from './imports.ts';
export { usePreferences, useSetPreferences, type Preferences } from './preferences.ts';
export { usePrefetchSeries, useSeriesImages, useSubject, useSubjectCommands, type SubjectCommands } from './subject.ts';

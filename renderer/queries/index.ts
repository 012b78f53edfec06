export { makeQueryClient } from './client.ts';
export { useConnection } from './connection.ts';
export { listenToHost } from './serverEvents.ts';
export { cancelJob, useJob } from './jobs.ts';
export { useCreateDemo, useSession, useStudies, useWorklist } from './lists.ts';
export { useAmendStudy, useCreateStudy, useEditStudy, usePeople, useStudyDetail, useStudyTemplates, type NewStudy, type Person } from './studies.ts';
export { beginUpload, chooseImport, uploadFile, useAssignSeries, useDiscardSeries, useImportResult, useStartImport, useUnassigned } from './imports.ts';
export { usePreferences, useSetPreferences, type Preferences } from './preferences.ts';
export { usePrefetchSeries, useSeriesImages, useSubject, useSubjectCommands, type SubjectCommands } from './subject.ts';

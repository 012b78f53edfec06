/** The files of this version's export, with what a person who opens one will find. */
export const exportFiles = [
  {
    kind: 'measurements', key: 'M', name: 'Measurements', rows: 'one row per lesion and timepoint',
    columns: 'subject, timepoint, scan date, lesion, role, organ, state, long and short axis in mm, series and image the calliper stands on, axis points in patient mm',
  },
  {
    kind: 'responses', key: 'R', name: 'Responses', rows: 'one row per timepoint',
    columns: 'subject, timepoint, date, sum in mm, change from baseline and nadir, target, non-target, new lesion and overall response, what was assigned by hand, rules, checks, sentence, arithmetic, deciding lesions',
  },
  {
    kind: 'endpoints', key: 'E', name: 'Endpoints', rows: 'one row per subject and endpoint',
    columns: 'subject, best response with and without confirmation, progression date, PFS and the other endpoints: event or censoring, date, days, reason in words, rules',
  },
  {
    kind: 'lesions', key: 'L', name: 'Lesions', rows: 'one row per lesion',
    columns: 'subject, label, role, organ, kind, description, timepoint it was placed at',
  },
] as const;

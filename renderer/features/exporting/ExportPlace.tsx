export function ExportPlace(_props: { readonly subjectId?: string | null; readonly jobId?: string | null }) { return null; }

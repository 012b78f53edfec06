export function FirstStart(_props: { readonly subjectId?: string | null; readonly jobId?: string | null }) { return null; }

export function ConfirmPlace(_props: { readonly subjectId?: string | null; readonly jobId?: string | null }) { return null; }

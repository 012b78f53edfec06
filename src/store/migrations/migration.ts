/** One step of the database format. Forward only; runs in one transaction with the others that are due. */
export type Migration = { readonly version: number; readonly sql: string };

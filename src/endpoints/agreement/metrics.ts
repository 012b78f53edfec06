/** How often two readers had to be adjudicated, and whose read was accepted (R-J10). */

/** One subject read by two readers; `accepted` is null until it was decided, and when it needed no decision. */
export type AdjudicatedSubject = { readonly needed: boolean; readonly accepted: 'reader1' | 'reader2' | null };
export type AgreementMetrics = {
  /** Subjects read by both. */
  readonly read: number;
  readonly adjudicated: number;
  readonly decided: number;
  /** Adjudicated over read; null while none was read by both. */
  readonly adjudicationRate: number | null;
  /** Of each reader: share of decided subjects in which the other read was accepted; null while none was decided. */
  readonly otherAccepted: { readonly reader1: number | null; readonly reader2: number | null };
};

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

export function agreementMetrics(subjects: readonly AdjudicatedSubject[]): AgreementMetrics {
  const adjudicated = subjects.filter((one) => one.needed);
  const decided = adjudicated.filter((one) => one.accepted !== null);
  const accepted = (slot: 'reader1' | 'reader2'): number => decided.filter((one) => one.accepted === slot).length;
  return {
    read: subjects.length, adjudicated: adjudicated.length, decided: decided.length, adjudicationRate: share(adjudicated.length, subjects.length),
    otherAccepted: { reader1: share(accepted('reader2'), decided.length), reader2: share(accepted('reader1'), decided.length) },
  };
}

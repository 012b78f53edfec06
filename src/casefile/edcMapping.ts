/** How our exported items are called in the receiving system (interoperability 2.3). Plain data, kept with the study as it was loaded. */

/** Where a value goes and how it is written there; `ignore`: it is not sent. */
export type MappedValue = {
  /** ItemOID of the receiving form, or name of the column in the flat CSV. */
  readonly to: string;
  /** Our value → theirs: codes of their code list. A value that is not in a given map is refused. */
  readonly values?: Readonly<Record<string, string>>;
  /** Decimals written, zeros included. */
  readonly decimals?: number;
  readonly dates?: 'iso' | 'ddMMMyyyy' | 'dd/MM/yyyy';
  /** Written into the flat CSV for a value that is missing; left out: an empty cell. A snapshot in ODM leaves such an item out. */
  readonly empty?: string;
};
export type Mapped<T> = T | 'ignore';

export type EdcMapping = {
  readonly studyOid?: string;
  readonly metadataVersionOid?: string;
  /** `{site}` and `{subject}` make the subject key; left out: the subject's code. */
  readonly subjectKey?: string;
  /** Our site code → theirs. */
  readonly sites?: Readonly<Record<string, string>>;
  /** VISIT → event of theirs. */
  readonly visits?: Readonly<Record<string, Mapped<{ readonly eventOid: string; readonly repeatKey?: string }>>>;
  /** OID of our form → theirs. */
  readonly forms?: Readonly<Record<string, Mapped<{ readonly formOid: string }>>>;
  readonly groups?: Readonly<Record<string, Mapped<{ readonly groupOid: string }>>>;
  readonly items?: Readonly<Record<string, Mapped<MappedValue>>>;
  /** Columns of the flat CSV in the order they are written; left out: our own. */
  readonly columns?: readonly ({ readonly from: string } & MappedValue)[];
  /** Our columns that are left out on purpose. */
  readonly ignoredColumns?: readonly string[];
};

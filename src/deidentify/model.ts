/** What goes into the engine and what comes out of it: plain values. */

/** What a study's profile allows beyond the basic profile of DICOM PS3.15 Annex E. */
export type DeidentificationProfile = {
  readonly options: {
    /** 113105: descriptors stay when every word of them is on the study's list. */
    readonly cleanDescriptors: boolean;
    /** 113107 (dates shifted), none, 113106 (true dates). */
    readonly dates: 'modified' | 'removed' | 'full';
    /** 113108: sex, age, size and weight; nothing else about the person. */
    readonly patientCharacteristics: boolean;
    /** 113109 */
    readonly deviceIdentity: boolean;
    /** 113110: UIDs stay as they are. */
    readonly uids: boolean;
    /** 113111: names out of `safePrivateNames`; others are ignored. */
    readonly safePrivate: readonly string[];
    /** 113112 */
    readonly institution: boolean;
  };
  /** Words (in any case) a descriptor may consist of. */
  readonly allowedWords: readonly string[];
  readonly trial: { readonly sponsor: string; readonly protocolId: string; readonly siteId: string };
};

export type DeidentifyContext = {
  readonly profile: DeidentificationProfile;
  /** The study's secret, 32 bytes. */
  readonly secret: Uint8Array;
  readonly subjectId: string;
  /** Whole days added to every date of this subject; negative in practice, never 0 when dates are modified. */
  readonly shiftDays: number;
  /** '' when the timepoint is not known yet. */
  readonly timepointId: string;
};

/** What happened to elements. `kept` counts those that stayed as they were. */
export type DeidentifyAction = 'kept' | 'removed' | 'emptied' | 'replaced' | 'cleaned' | 'remapped' | 'shifted';

/** What was done to one file. Holds names of attributes and codes only, never a value of the source. */
export type DeidentifyReport = {
  readonly counts: Readonly<Record<DeidentifyAction, number>>;
  /** Names of the attributes with free text that were removed or emptied, each once, in alphabetical order. */
  readonly removedDescriptors: readonly string[];
  /** Applied codes of DICOM PS3.16 CID 7050, as written into DeidentificationMethodCodeSequence. */
  readonly codes: readonly { readonly value: string; readonly meaning: string }[];
  /** What a person should know although nothing hinders the import (DEID-31). */
  readonly notices: readonly { readonly code: string; readonly message: string }[];
};

export type DeidentifyResult =
  | { readonly kind: 'done'; readonly bytes: Uint8Array; readonly report: DeidentifyReport }
  | { readonly kind: 'refused'; readonly code: string; readonly reason: string }
  | { readonly kind: 'quarantine'; readonly code: string; readonly reason: string; readonly bytes: Uint8Array; readonly report: DeidentifyReport };

/** Who the source says the patient is; '' and null where it says nothing readable. Identifying: for the key list only. */
export type SourcePatient = { readonly patientId: string; readonly issuer: string; readonly sex: string; readonly birthYear: number | null };

/** Days a subject's dates may be moved by, both ends included, e.g. { least: -3650, most: -1 }. */
export type ShiftRange = { readonly least: number; readonly most: number };

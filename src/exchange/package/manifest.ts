/** manifest.json: what is in a package, of which facts, by which program; and, in one place, who made it when. */
import { exportConfigOf, terminologyPackage, type ReadSlot } from '../../casefile/index.ts';
import type { Json } from '../../common/index.ts';
import type { ExportFinding, ExportStudy } from '../model.ts';

export type PackagedFile = { readonly path: string; readonly bytes: number; readonly sha256: string; /** Rows of a table, without its head. */ readonly rows?: number };

/** Who made it, when and why: the one part that differs between two exports of the same facts. */
export type ExportAct = { readonly id: string; /** UTC instant. */ readonly createdAt: string; readonly createdBy: string; readonly role: string; readonly reason: string | null };

export type Manifest = {
  readonly manifestVersion: 1;
  readonly export: ExportAct;
  readonly study: { readonly code: string; readonly title: string; readonly isDemo: boolean; readonly criteria: string; readonly protocolVersion: number; /** SHA-256 of the canonical JSON of the export configuration. */ readonly configurationSha256: string };
  readonly software: { readonly name: 'Nadir'; readonly version: string; readonly engine: string; readonly terminology: string };
  readonly data: {
    /** Instant of the last fact. */
    readonly asOf: string; readonly cutOff: string | null; readonly reads: ExportStudy['scope']['reads']; readonly dates: 'true' | 'shifted';
    readonly subjects: readonly { readonly code: string; readonly usubjid: string; readonly reads: readonly ReadSlot[]; readonly audit: readonly { readonly stream: string; readonly events: number; readonly hash: string }[] }[];
    /** Subjects whose findings block. */
    readonly leftOut: readonly string[];
  };
  readonly formats: readonly string[];
  readonly findings: Readonly<Record<ExportFinding['severity'], number>>;
  readonly files: readonly PackagedFile[];
  /** SHA-256 of "SHA-256  path" of every file, one line each in order of path: equal for equal packages. */
  readonly contentSha256: string;
};

const byPath = (a: PackagedFile, b: PackagedFile): number => (a.path < b.path ? -1 : 1);
/** The text that `contentSha256` is taken over; `sha256sum --check` takes it too. */
export const contentText = (files: readonly PackagedFile[]): string => files.toSorted(byPath).map(({ sha256, path }) => `${sha256}  ${path}\n`).join('');

export type ManifestParts = { readonly study: ExportStudy; readonly act: ExportAct; readonly formats: readonly string[]; readonly leftOut: readonly string[]; readonly findings: readonly ExportFinding[]; readonly files: readonly PackagedFile[]; readonly sha256: (text: string) => string; readonly canonical: (value: Json) => string };

export function manifestOf({ study, act, formats, leftOut, findings, files, sha256, canonical }: ManifestParts): Manifest {
  const count = (severity: ExportFinding['severity']): number => findings.filter((one) => one.severity === severity).length;
  const isShifted = study.protocol.imageIdentity === 'deidentify' && study.protocol.deidentification?.options.dates === 'modified';
  return {
    manifestVersion: 1, export: act,
    study: { code: study.code, title: study.title, isDemo: study.isDemo, criteria: study.protocol.name, protocolVersion: study.versions.study, configurationSha256: sha256(canonical(exportConfigOf(study.protocol) as unknown as Json)) },
    software: { name: 'Nadir', version: study.versions.product, engine: study.versions.engine, terminology: terminologyPackage },
    data: {
      asOf: study.asOf, cutOff: study.cutOff, reads: study.scope.reads, dates: isShifted ? 'shifted' : 'true',
      subjects: study.subjects.map(({ code, usubjid, reads, audit }) => ({ code, usubjid, reads: reads.map(({ slot }) => slot), audit: audit.map(({ stream, events, hash }) => ({ stream, events, hash })) })), leftOut,
    },
    formats, findings: { block: count('block'), warn: count('warn'), info: count('info') }, files: files.toSorted(byPath), contentSha256: sha256(contentText(files)),
  };
}

/** Two spaces a level, one line feed at the end: the same text for the same value. */
export const jsonFile = (value: unknown): Uint8Array => new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);

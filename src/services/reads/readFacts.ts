import { asId, type Json, type LesionId, type TimepointId } from '../../common/index.ts';
import {
  emptyRead, type CheckReason, type KeyImage, type LocalTreatment, type MarkerRecord, type ReadFacts, type ReadInfo, type ReadSlot, type SignedVersion, type SignOff, type TimepointOverrides, type WithoutImages,
} from '../../casefile/index.ts';
import { readFactKey, readStream, type Change, type ReadFactRow, type ReadFactSnapshot, type ReadFactType } from '../../store/index.ts';

/** What the body of each read fact is; the store keeps it as it is given. */
export type ReadFactBodies = {
  readonly signOff: SignedVersion & { readonly accountId: string };
  /** Everything the signature covers, to be read again: see `signedContent.ts`. */
  readonly signedContent: Json;
  readonly amendment: { readonly version: number; readonly reason: string; readonly by: string; readonly at: string };
  readonly override: TimepointOverrides;
  readonly checkReason: CheckReason & { readonly findingKey: string };
  readonly keyImage: KeyImage;
  readonly marker: MarkerRecord;
  readonly revisedCr: { readonly reason: string };
  readonly imaging: WithoutImages;
  readonly treatment: LocalTreatment & { readonly lesionId: LesionId };
};
export type Body<Type extends keyof ReadFactBodies> = ReadFactBodies[Type];

/** Where a fact of a read belongs: its timepoint, and what tells it from others of its type there. */
export type ReadPlace = { readonly subjectId: string; readonly slot: ReadSlot; readonly timepointId: string | null; readonly name: string };

/** The change that makes a fact of a read `body`, or takes it away. */
export function readFactChange<Type extends keyof ReadFactBodies>(kind: string, type: Type & ReadFactType, { subjectId, slot, timepointId, name }: ReadPlace, body: Body<Type> | null): Change {
  const snapshot: ReadFactSnapshot | null = body === null ? null : { subjectId, slot, timepointId, body: body as unknown as Json };
  return { stream: readStream(subjectId, slot), kind, type, key: readFactKey(subjectId, slot, name), after: snapshot as unknown as Json };
}

const ofType = <Type extends keyof ReadFactBodies>(rows: readonly ReadFactRow[], type: Type): readonly { readonly timepointId: string; readonly body: Body<Type> }[] =>
  rows.filter((row) => row.type === type).map((row) => ({ timepointId: row.timepointId ?? '', body: row.body as unknown as Body<Type> }));

const byTimepoint = <T>(facts: readonly { readonly timepointId: string; readonly body: T }[]): Readonly<Record<string, T>> => Object.fromEntries(facts.map(({ timepointId, body }) => [timepointId, body]));

/** Signatures by timepoint, of the rows of one read. */
export function signOffs(rows: readonly ReadFactRow[]): Readonly<Record<string, SignOff>> {
  const signed = Map.groupBy(ofType(rows, 'signOff'), (one) => one.timepointId);
  const amendments = Map.groupBy(ofType(rows, 'amendment'), (one) => one.timepointId);
  return Object.fromEntries([...signed].map(([timepointId, found]): [string, SignOff] => {
    const versions = found.map(({ body: { accountId: _account, ...version } }) => version).sort((a, b) => a.version - b.version);
    const latest = versions.at(-1) ?? null;
    const open = (amendments.get(timepointId) ?? []).map((one) => one.body).find((one) => one.version > (latest?.version ?? 0));
    return [timepointId, {
      state: open ? 'amending' : 'signed', version: open?.version ?? latest?.version ?? 1, signed: latest, versions,
      amendment: open ? { reason: open.reason, by: open.by, at: open.at } : null,
    }];
  }));
}

/** The facts of one read from its rows, which are in the order of the store. `shared` are the site's rows: a marker is a laboratory value, which whoever knows the patient records for every read. */
export function toReadFacts(read: ReadInfo, own: readonly ReadFactRow[], shared: readonly ReadFactRow[]): ReadFacts {
  if (own.length === 0 && shared.length === 0) return { ...emptyRead, read };
  return {
    read, signOffs: signOffs(own), overrides: byTimepoint(ofType(own, 'override')),
    checkReasons: Object.fromEntries(ofType(own, 'checkReason').map(({ body: { findingKey, ...reason } }) => [findingKey, reason])),
    keyImages: ofType(own, 'keyImage').map(({ body }) => body),
    markers: { ...byTimepoint(ofType(shared, 'marker')), ...byTimepoint(ofType(own, 'marker')) },
    revisedCr: ofType(own, 'revisedCr').map(({ timepointId }) => asId<TimepointId>(timepointId)),
  };
}

/** Treatments by lesion. */
export const treatmentsOf = (own: readonly ReadFactRow[]): ReadonlyMap<string, LocalTreatment> =>
  new Map(ofType(own, 'treatment').map(({ body: { lesionId, ...treatment } }) => [lesionId, treatment]));

/** Imaging without images, by timepoint: stated for every read of the subject. */
export const withoutImagesOf = (rows: readonly ReadFactRow[]): ReadonlyMap<string, WithoutImages> => new Map(ofType(rows, 'imaging').map(({ timepointId, body }) => [timepointId, body]));

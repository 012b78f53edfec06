import { asId, findingKey, NadirError, type Finding, type LesionId, type SeriesId, type TimepointId } from '../../common/index.ts';
import type { KeyImage, SubjectCase } from '../../casefile/index.ts';
import type { StackImages } from '../../dicom/index.ts';
import { lesionOf, timepointOf } from '../caseFile.ts';
import { withResult } from '../caseReply.ts';
import type { OnSubject } from '../commands.ts';
import type { RequestContext, ServiceDeps } from '../context.ts';
import { readFactChange } from './readFacts.ts';
import { runOnRead } from './runOnRead.ts';

export type GiveReason = { readonly findingKey: string; readonly reason: string };
export type AddKeyImage = {
  readonly timepointId: string; readonly lesionId?: string | null | undefined; readonly seriesId: string; readonly sopInstanceUid: string; readonly frameNumber: number;
  readonly caption: string; readonly window?: KeyImage['window'] | undefined;
};

export type NoteCommands = {
  /** Answers a check with a reason; an empty one takes the answer back. Errors: notFound finding; refused noReasonTaken. */
  giveReason(context: RequestContext, target: OnSubject, input: GiveReason): void;
  /** Keeps an image with its caption. Answers `{ keyImageId }`. Errors: notFound; refused unknownImage. */
  addKeyImage(context: RequestContext, target: OnSubject, input: AddKeyImage): Readonly<Record<string, string>>;
  /** Errors: notFound. */
  editKeyImage(context: RequestContext, target: OnSubject, keyImageId: string, caption: string): void;
  /** Errors: notFound. */
  removeKeyImage(context: RequestContext, target: OnSubject, keyImageId: string): void;
};

/** True when the finding can be answered by a reason: a warning, or a block that the protocol lets pass as a deviation (Q-B03). */
export const takesReason = (finding: Finding): boolean => finding.acceptsReason ?? finding.severity === 'warn';

function findingOf(subject: SubjectCase, key: string): Finding {
  const found = withResult(subject).findings.find((one) => findingKey(one) === key);
  if (!found) throw new NadirError('notFound', 'This check does not apply any more. Look at the checks as they are now.', { reason: 'finding' });
  if (!takesReason(found)) throw new NadirError('refused', `${found.code} cannot be answered by a reason: ${found.severity === 'block' ? 'correct what it names' : 'it asks for none'}. ${found.message}`, { reason: 'noReasonTaken' });
  return found;
}

function keyImageOf(subject: SubjectCase, id: string): KeyImage {
  const found = subject.keyImages.find((one) => one.id === id);
  if (!found) throw new NadirError('notFound', `Subject ${subject.code} has no such key image.`, { reason: 'keyImage' });
  return found;
}

/** Errors: refused unknownImage: the series is not the timepoint's, or has no such image. */
function checkImage(deps: ServiceDeps, subject: SubjectCase, input: AddKeyImage): void {
  const timepoint = timepointOf(subject, input.timepointId);
  const images = timepoint.series.some((one) => one.id === input.seriesId) ? (deps.store.series.images(input.seriesId) as unknown as StackImages | null) : null;
  if (images?.slices.some((slice) => slice.sopInstanceUid === input.sopInstanceUid && slice.frameNumber === input.frameNumber)) return;
  throw new NadirError('refused', `This image does not belong to ${timepoint.label}.`, { reason: 'unknownImage' });
}

/** What a reader writes beside the facts: reasons and key images. */
export function createNotes(deps: ServiceDeps): NoteCommands {
  const keyImageChange = (subject: SubjectCase, image: KeyImage, after: KeyImage | null) =>
    readFactChange(after === null ? 'KeyImageRemoved' : 'KeyImageKept', 'keyImage', { subjectId: subject.subjectId, slot: subject.read.slot, timepointId: image.timepointId, name: image.id }, after);
  return {
    giveReason: (context, target, input) => runOnRead(deps, context, target, ({ subject, slot }) => {
      const reason = input.reason.trim();
      const known = subject.checkReasons[input.findingKey];
      // An answer can be taken back although its check has gone.
      const found = reason === '' && known ? null : findingOf(subject, input.findingKey);
      const timepointId = (found ? (found.at?.['timepointId'] ?? null) : (known?.timepointId ?? null)) as TimepointId | null;
      const body = reason === '' ? null : { findingKey: input.findingKey, reason, by: context.actor, at: deps.clock.nowIso(), timepointId };
      const code = input.findingKey.split(' ')[0] ?? '';
      const change = readFactChange('CheckAnswered', 'checkReason', { subjectId: subject.subjectId, slot, timepointId, name: input.findingKey }, body);
      const what = body === null ? `Answer to ${code} taken back` : found?.severity === 'block' ? `${code} accepted as protocol deviation` : `${code} answered`;
      return { plan: { what, undoable: true, ...(body ? { reason } : {}), changes: [change] }, result: undefined };
    }),

    addKeyImage: (context, target, input) => runOnRead(deps, context, target, ({ subject }) => {
      checkImage(deps, subject, input);
      const lesion = input.lesionId == null ? null : lesionOf(subject, input.lesionId);
      const image: KeyImage = {
        id: deps.newId(), timepointId: asId<TimepointId>(input.timepointId), lesionId: lesion?.id ?? (null as LesionId | null), seriesId: asId<SeriesId>(input.seriesId),
        sopInstanceUid: input.sopInstanceUid, frameNumber: input.frameNumber, caption: input.caption.trim(), window: input.window ?? null,
      };
      const what = `Key image${lesion ? ` of ${lesion.label}` : ''} at ${timepointOf(subject, input.timepointId).label}`;
      return { plan: { what, undoable: true, changes: [keyImageChange(subject, image, image)] }, result: { keyImageId: image.id } };
    }),

    editKeyImage: (context, target, keyImageId, caption) => runOnRead(deps, context, target, ({ subject }) => {
      const image = keyImageOf(subject, keyImageId);
      return { plan: { what: 'Caption of a key image', undoable: true, changes: [keyImageChange(subject, image, { ...image, caption: caption.trim() })] }, result: undefined };
    }),

    removeKeyImage: (context, target, keyImageId) => runOnRead(deps, context, target, ({ subject }) => {
      const image = keyImageOf(subject, keyImageId);
      return { plan: { what: 'Key image removed', undoable: true, changes: [keyImageChange(subject, image, null)] }, result: undefined };
    }),
  };
}

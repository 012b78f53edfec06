/** Content items of a structured report (PS3.3 C.17.3): a value with its relation to what holds it. */
import { decimalString, type Attributes } from './attributes.ts';
import { codeItem, type Code } from './codes.ts';

export type Relation = 'CONTAINS' | 'HAS OBS CONTEXT' | 'HAS CONCEPT MOD' | 'HAS ACQ CONTEXT' | 'INFERRED FROM' | 'SELECTED FROM';

/** One image or frame, and the study and series it belongs to. */
export type ImageReference = { readonly sopClassUid: string; readonly sopInstanceUid: string; readonly seriesUid: string; readonly studyUid: string; readonly modality: string; /** Null for single-frame images. */ readonly frameNumber: number | null };

export const sopReference = ({ sopClassUid, sopInstanceUid, frameNumber }: ImageReference): Attributes =>
  ({ ReferencedSOPClassUID: sopClassUid, ReferencedSOPInstanceUID: sopInstanceUid, ReferencedFrameNumber: frameNumber === null ? undefined : String(frameNumber) });

const item = (relation: Relation, ValueType: string, concept: Code | null, rest: Attributes, children: readonly Attributes[] = []): Attributes => ({
  RelationshipType: relation, ValueType, ConceptNameCodeSequence: concept ? [codeItem(concept)] : undefined, ...rest, ContentSequence: children.length > 0 ? children : undefined,
});

export const container = (relation: Relation, concept: Code, children: readonly Attributes[], template?: string): Attributes =>
  item(relation, 'CONTAINER', concept, { ContinuityOfContent: 'SEPARATE', ContentTemplateSequence: template === undefined ? undefined : [{ MappingResource: 'DCMR', TemplateIdentifier: template }] }, children);
export const code = (relation: Relation, concept: Code, value: Code, children: readonly Attributes[] = []): Attributes => item(relation, 'CODE', concept, { ConceptCodeSequence: [codeItem(value)] }, children);
export const text = (relation: Relation, concept: Code, value: string): Attributes => item(relation, 'TEXT', concept, { TextValue: value });
export const uid = (relation: Relation, concept: Code, value: string): Attributes => item(relation, 'UIDREF', concept, { UID: value });
export const personName = (relation: Relation, concept: Code, value: string): Attributes => item(relation, 'PNAME', concept, { PersonName: value });
export const date = (relation: Relation, concept: Code, value: string): Attributes => item(relation, 'DATE', concept, { Date: value });
/** `value`: a number, or its decimal text where its digits matter. */
export const number = (relation: Relation, concept: Code, value: number | string, unit: Code, children: readonly Attributes[] = []): Attributes =>
  item(relation, 'NUM', concept, { MeasuredValueSequence: [{ NumericValue: typeof value === 'string' ? value : decimalString(value), MeasurementUnitsCodeSequence: [codeItem(unit)] }] }, children);
export const image = (relation: Relation, reference: ImageReference): Attributes => item(relation, 'IMAGE', null, { ReferencedSOPSequence: [sopReference(reference)] });
/** Line between two points of one image, column and row (PS3.3 C.18.6). */
export const polyline = (relation: Relation, points: readonly number[], on: ImageReference): Attributes => item(relation, 'SCOORD', null, { GraphicData: points, GraphicType: 'POLYLINE' }, [image('SELECTED FROM', on)]);

/** Coded concepts of the reports (PS3.16, NCI Thesaurus, SNOMED CT as DICOM publishes it) and what a read's words are in them. */
import type { LesionRole, NotEvaluableReason } from '../../casefile/index.ts';
import type { BodyRegion, NewLesionStatus, NonTargetStatus, OrganCode } from '../../recist/index.ts';
import type { Attributes } from './attributes.ts';

export type Code = readonly [value: string, scheme: 'DCM' | 'SCT' | 'NCIt' | 'UMLS' | 'UCUM' | 'LN' | 'RFC5646', meaning: string];

export const codeItem = ([value, scheme, meaning]: Code): Attributes => ({ CodeValue: value, CodingSchemeDesignator: scheme, CodeMeaning: meaning });
export const codeKey = ([value, scheme]: readonly [string, string, ...unknown[]]): string => `${scheme} ${value}`;

export const concepts = {
  imagingMeasurementReport: ['126000', 'DCM', 'Imaging Measurement Report'], language: ['121049', 'DCM', 'Language of Content Item and Descendants'], observerType: ['121005', 'DCM', 'Observer Type'],
  person: ['121006', 'DCM', 'Person'], device: ['121007', 'DCM', 'Device'], personName: ['121008', 'DCM', 'Person Observer Name'], personRole: ['121011', 'DCM', "Person Observer's Role in this Procedure"], roleIdentifier: ['128774', 'DCM', "Identifier within Person Observer's Role"],
  deviceUid: ['121012', 'DCM', 'Device Observer UID'], deviceName: ['121013', 'DCM', 'Device Observer Name'], deviceManufacturer: ['121014', 'DCM', 'Device Observer Manufacturer'], deviceModel: ['121015', 'DCM', 'Device Observer Model Name'],
  procedureReported: ['121058', 'DCM', 'Procedure reported'], imageLibrary: ['111028', 'DCM', 'Image Library'], imageLibraryGroup: ['126200', 'DCM', 'Image Library Group'], modality: ['121139', 'DCM', 'Modality'], studyDate: ['111060', 'DCM', 'Study Date'],
  imagingMeasurements: ['126010', 'DCM', 'Imaging Measurements'], measurementGroup: ['125007', 'DCM', 'Measurement Group'], trackingIdentifier: ['112039', 'DCM', 'Tracking Identifier'], trackingUid: ['112040', 'DCM', 'Tracking Unique Identifier'],
  findingCategory: ['276214006', 'SCT', 'Finding category'], finding: ['121071', 'DCM', 'Finding'], lesion: ['52988006', 'SCT', 'Lesion'], findingSite: ['363698007', 'SCT', 'Finding Site'],
  timePoint: ['C2348792', 'UMLS', 'Time Point'], subjectTimePoint: ['126070', 'DCM', 'Subject Time Point Identifier'], protocolTimePoint: ['126071', 'DCM', 'Protocol Time Point Identifier'],
  timePointType: ['126072', 'DCM', 'Time Point Type'], timePointOrder: ['126073', 'DCM', 'Time Point Order'],
  longAxis: ['103339001', 'SCT', 'Long Axis'], shortAxis: ['103340004', 'SCT', 'Short Axis'], diameter: ['C25285', 'NCIt', 'Diameter'], tumorState: ['C96643', 'NCIt', 'Tumor State'], comment: ['121106', 'DCM', 'Comment'],
  count: ['C25463', 'NCIt', 'Count'], sumOfDiameters: ['C96631', 'NCIt', 'Sum of Diameter'], percentFromBaseline: ['C112370', 'NCIt', 'Percent Change Baseline in Sum of Diam'], percentFromNadir: ['C112373', 'NCIt', 'Percent Change Nadir in Sum of Diam'], changeFromNadir: ['C112218', 'NCIt', 'Absolute Change Nadir in Sum of Diam'],
  qualitativeEvaluations: ['C0034375', 'UMLS', 'Qualitative Evaluations'], responseMethod: ['112021', 'DCM', 'Response Evaluation Method'], recist11: ['126081', 'DCM', 'RECIST 1.1'],
  targetResponse: ['C94534', 'NCIt', 'Target Response'], nonTargetResponse: ['C94535', 'NCIt', 'Non-target Response'], newLesionProgression: ['C103420', 'NCIt', 'New Lesion Progression'], overallResponse: ['C96613', 'NCIt', 'Overall Response'],
} as const satisfies Record<string, Code>;

/** CID 7453; which reader it was is the identifier within the role. */
export const performing: Code = ['121094', 'DCM', 'Performing'];
export const english: Code = ['en', 'RFC5646', 'English'];
export const units = { mm: ['mm', 'UCUM', 'millimeter'], percent: ['%', 'UCUM', 'Percent'], none: ['1', 'UCUM', 'no units'], lesions: ['{lesions}', 'UCUM', 'lesions'] } as const satisfies Record<string, Code>;

export const categoryOfRole: Readonly<Record<LesionRole, Code>> = { target: ['112074', 'DCM', 'Target Lesion at Baseline'], nonTarget: ['112075', 'DCM', 'Non-Target Lesion at Baseline'], new: ['C94522', 'NCIt', 'New'] };

const notEvaluable: Code = ['C62222', 'NCIt', 'Not Evaluable'];
export const states = {
  present: ['C25626', 'NCIt', 'Present'], absent: ['C48190', 'NCIt', 'Absent'], merged: ['C94525', 'NCIt', 'Tumor Merged'], notEvaluable,
  enlarged: ['C156593', 'NCIt', 'Enlargement From Nadir'], equivocal: ['C86071', 'NCIt', 'Equivocal'], unequivocal: ['C123645', 'NCIt', 'Unequivocal'],
} as const satisfies Record<string, Code>;

/** Tumor State of a non-target or new lesion; null where it was not seen and nothing is recorded of it. */
export function stateOf(status: NonTargetStatus | NewLesionStatus): Code | null {
  switch (status) {
    case 'present':
    case 'equivocalProgression': return states.present;
    case 'absent': return states.absent;
    case 'unequivocalProgression': return states.enlarged;
    case 'notEvaluable': return states.notEvaluable;
    case 'equivocal': return states.equivocal;
    case 'unequivocal': return states.unequivocal;
    case 'dismissed': return null;
  }
}

const responses: Readonly<Record<string, Code>> = {
  CR: ['C4870', 'NCIt', 'Complete Response'], PR: ['C18058', 'NCIt', 'Partial Response'], SD: ['C18213', 'NCIt', 'Stable Disease'], PD: ['C35571', 'NCIt', 'Progressive Disease'], NE: notEvaluable,
  'NON-CR/NON-PD': ['C96700', 'NCIt', 'Non-CR/Non-PD'], NED: ['C40413', 'NCIt', 'No Evidence of Disease'],
};
/** Null for a response that does not apply. */
export const responseOf = (response: string): Code | null => responses[response] ?? null;
/** "PR" of C18058. */
export const responseNamed = (code: readonly [string, string, ...unknown[]]): string | null => Object.entries(responses).find(([, known]) => codeKey(known) === codeKey(code))?.[0] ?? null;

/** Why a lesion could not be assessed (interoperability 1.3.5). */
export const reasonWords: Readonly<Record<NotEvaluableReason, string>> = {
  notImaged: 'NOT ASSESSABLE: ANATOMY NOT IMAGED', poorQuality: 'NOT ASSESSABLE: POOR IMAGE QUALITY', obscured: 'NOT ASSESSABLE: IMAGE OBSCURED TUMOR', otherTechnique: 'NOT ASSESSABLE: NON-COMPATIBLE TECHNIQUE',
  treatedLocally: 'NOT ASSESSABLE: RESECTION OR FOCAL THERAPY PERFORMED', other: 'NOT ASSESSABLE: OTHER',
};

const site = (value: string, meaning: string): Code => [value, 'SCT', meaning];
const organs: Readonly<Record<Exclude<OrganCode, 'other'>, Code>> = {
  lung: site('39607008', 'Lung'), pleura: site('3120008', 'Pleura'), mediastinum: site('72410000', 'Mediastinum'), chestWall: site('78904004', 'Chest wall'), heart: site('80891009', 'Heart'), liver: site('10200004', 'Liver'),
  gallbladder: site('28231008', 'Gallbladder'), bileDuct: site('28273000', 'Bile duct'), pancreas: site('15776009', 'Pancreas'), spleen: site('78961009', 'Spleen'), kidney: site('64033007', 'Kidney'), adrenal: site('23451007', 'Adrenal gland'),
  ureter: site('87953007', 'Ureter'), bladder: site('89837001', 'Bladder'), oesophagus: site('32849002', 'Esophagus'), stomach: site('69695003', 'Stomach'), smallBowel: site('30315005', 'Small intestine'), colorectum: site('14742008', 'Large intestine'),
  appendix: site('66754008', 'Appendix'), peritoneum: site('15425007', 'Peritoneum'), retroperitoneum: site('82849001', 'Retroperitoneum'), ovary: site('15497006', 'Ovary'), uterus: site('35039007', 'Uterus'), vagina: site('76784001', 'Vagina'),
  prostate: site('41216001', 'Prostate'), testis: site('40689003', 'Testis'), breast: site('76752008', 'Breast'), thyroid: site('69748006', 'Thyroid'), headNeck: site('774007', 'Head and Neck'), brain: site('12738006', 'Brain'),
  spinalCord: site('2748008', 'Spinal cord'), bone: site('272673000', 'Bone'), muscle: site('71616004', 'Skeletal muscle'), softTissue: site('87784001', 'Soft tissue'), skin: site('39937001', 'Skin'), lymphNode: site('59441001', 'Lymph node'),
};
const regions: Readonly<Partial<Record<BodyRegion, Code>>> = { head: site('69536005', 'Head'), neck: site('45048000', 'Neck'), chest: site('51185008', 'Chest'), abdomen: site('818981001', 'Abdomen'), pelvis: site('12921003', 'Pelvis') };
/** Where a lesion is: its organ, else its region, else the body as a whole. */
export const siteOf = (organ: OrganCode, region: BodyRegion | undefined): Code => (organ === 'other' ? (region && regions[region]) ?? site('38266002', 'Entire body') : organs[organ]);
export const organOfSite = (code: readonly [string, string, ...unknown[]]): OrganCode | null => (Object.entries(organs).find(([, known]) => codeKey(known) === codeKey(code))?.[0] as OrganCode | undefined) ?? null;

/** By the terms of C99073 (TULAT). */
export const sides: Readonly<Record<string, Code>> = { LEFT: site('7771000', 'Left'), RIGHT: site('24028007', 'Right'), BILATERAL: site('51440002', 'Bilateral') };
export const laterality: Code = ['272741003', 'SCT', 'Laterality'];

export const timePointTypes = { baseline: ['C1442488', 'UMLS', 'Baseline'], unscheduled: ['C1699701', 'UMLS', 'Unscheduled'], posttreatment: ['126074', 'DCM', 'Posttreatment'] } as const satisfies Record<string, Code>;

const modalities: Readonly<Record<string, string>> = { CT: 'Computed Tomography', MR: 'Magnetic Resonance', PT: 'Positron emission tomography', US: 'Ultrasound', CR: 'Computed Radiography', DX: 'Digital Radiography', MG: 'Mammography', XC: 'External-camera Photography', OT: 'Other Modality', XA: 'X-Ray Angiography', NM: 'Nuclear Medicine' };
export const modalityCode = (modality: string): Code => [modality in modalities ? modality : 'OT', 'DCM', modalities[modality] ?? 'Other Modality'];

/** Procedure reported, by what most of it is. */
export function procedureOf(modality: string): Code {
  switch (modality) {
    case 'CT': return ['25045-6', 'LN', 'CT unspecified body region'];
    case 'MR': return ['25056-3', 'LN', 'MR unspecified body region'];
    case 'PT': return ['44136-0', 'LN', 'PET unspecified body region'];
    default: return ['363679005', 'SCT', 'Imaging procedure'];
  }
}

/** The response forms as ODM defines them: forms, groups, items and code lists of the metadata (interoperability 2.2). Data alone; their OIDs never change. */

export type UnitOid = 'MU.MM' | 'MU.PCT';
export type OdmItem = {
  readonly oid: string;
  readonly question: string;
  readonly type: 'text' | 'float' | 'date' | 'datetime';
  /** Most characters; of text and numbers. */
  readonly length?: number;
  readonly unit?: UnitOid;
  readonly codeList?: string;
  /** Variable of the tabulation it stands for. */
  readonly sdtm?: string;
};
export type OdmGroup = { readonly oid: string; readonly name: string; readonly repeating: boolean; readonly items: readonly string[] };
export type OdmForm = { readonly oid: string; readonly name: string; readonly groups: readonly string[] };

const text = (oid: string, question: string, length: number, sdtm?: string, codeList?: string): OdmItem => ({ oid, question, type: 'text', length, ...(sdtm ? { sdtm } : {}), ...(codeList ? { codeList } : {}) });
const size = (oid: string, question: string, unit: UnitOid, sdtm: string): OdmItem => ({ oid, question, type: 'float', length: 12, unit, sdtm });
const day = (oid: string, question: string, sdtm: string): OdmItem => ({ oid, question, type: 'date', sdtm });
const response = (test: string, question: string): OdmItem => text(`I.${test}`, question, 20, `RS.RSSTRESC where RSTESTCD=${test}`, 'CL.ONCRSR');

export const odmItems: readonly OdmItem[] = [
  text('I.TULNKID', 'Lesion identifier', 40, 'TU.TULNKID'),
  text('I.TUORRES', 'Lesion category', 10, 'TU.TUORRES', 'CL.TUIDRS'),
  text('I.TULOC', 'Anatomical location', 200, 'TU.TULOC'),
  text('I.TULAT', 'Laterality', 13, 'TU.TULAT', 'CL.LAT'),
  text('I.TUMETHOD', 'Imaging method', 40, 'TU.TUMETHOD', 'CL.METHOD'),
  day('I.TUDTC', 'Scan date', 'TU.TUDTC'),
  text('I.TRLNKID', 'Lesion identifier', 40, 'TR.TRLNKID'),
  size('I.DIAMETER', 'Diameter used in the sum', 'MU.MM', 'TR.TRSTRESN where TRTESTCD=DIAMETER'),
  text('I.TSTM', 'Too small to measure', 1, undefined, 'CL.NY'),
  text('I.TRSTAT', 'Not done', 8, 'TR.TRSTAT', 'CL.ND'),
  text('I.TRREASND', 'Reason not evaluable', 200, 'TR.TRREASND'),
  day('I.TRDTC', 'Scan date', 'TR.TRDTC'),
  text('I.TRLNKID2', 'Lesion identifier', 40, 'TR.TRLNKID'),
  text('I.TUMSTATE', 'Lesion state', 25, 'TR.TRSTRESC where TRTESTCD=TUMSTATE', 'CL.TRPROPRS'),
  text('I.TRSTAT2', 'Not done', 8, 'TR.TRSTAT', 'CL.ND'),
  text('I.TRREASND2', 'Reason not evaluable', 200, 'TR.TRREASND'),
  day('I.TRDTC2', 'Scan date', 'TR.TRDTC'),
  size('I.DIAMETER2', 'Diameter, in no sum', 'MU.MM', 'TR.TRSTRESN where TRTESTCD=DIAMETER'),
  size('I.SUMDIAM', 'Sum of diameters', 'MU.MM', 'TR.TRSTRESN where TRTESTCD=SUMDIAM'),
  size('I.PCBSD', 'Percent change from baseline', 'MU.PCT', 'TR.TRSTRESN where TRTESTCD=PCBSD'),
  size('I.PCNSD', 'Percent change from nadir', 'MU.PCT', 'TR.TRSTRESN where TRTESTCD=PCNSD'),
  response('TRGRESP', 'Target response'), response('NTRGRESP', 'Non-target response'), response('NEWLPROG', 'New lesion progression'), response('OVRLRESP', 'Overall response'),
  day('I.RSDTC', 'Response date', 'RS.RSDTC'),
  text('I.CALCRESP', 'Calculated response', 20, 'SUPPRS.QVAL where QNAM=CALCRESP', 'CL.ONCRSR'), text('I.OVRRSN', 'Reason for overriding the calculation', 2000, 'SUPPRS.QVAL where QNAM=OVRRSN'),
  text('I.ASGNRESP', 'Response after back-dating or revision', 20, 'SUPPRS.QVAL where QNAM=ASGNRESP', 'CL.ONCRSR'),
  text('I.SYMPTDTR', 'Symptomatic deterioration', 200, 'RS.RSORRES where RSTESTCD=SYMPTDTR'), day('I.SYMPTDTC', 'Date of symptomatic deterioration', 'RS.RSDTC where RSTESTCD=SYMPTDTR'),
  text('I.ADJRESP', 'Best response accepted', 20, 'RS.RSSTRESC where RSTESTCD=BESTRESP', 'CL.ONCRSR'), text('I.ADJREAD', 'Read accepted', 2, undefined, 'CL.ADJREAD'), day('I.ADJPDDTC', 'Date of progression accepted', 'SUPPRS.QVAL where QNAM=ADJPDDTC'),
  text('I.ADJRSN', 'Reason for the adjudication', 2000, 'SUPPRS.QVAL where QNAM=ADJRSN'), day('I.ADJDTC', 'Date of the adjudication', 'RS.RSDTC where RSTESTCD=BESTRESP'),
  text('I.READER', 'Reader', 200), text('I.READSTAT', 'Read status', 20, undefined, 'CL.READSTAT'), { oid: 'I.SIGNDTC', question: 'Signed on', type: 'datetime' },
  text('I.SWVER', 'Software version', 40), text('I.ENGVER', 'Version of the response rules', 40),
];

export const odmGroups: readonly OdmGroup[] = [
  { oid: 'IG.TU', name: 'Identified lesion', repeating: true, items: ['I.TULNKID', 'I.TUORRES', 'I.TULOC', 'I.TULAT', 'I.TUMETHOD', 'I.TUDTC'] },
  { oid: 'IG.TRT', name: 'Target lesion measurement', repeating: true, items: ['I.TRLNKID', 'I.DIAMETER', 'I.TSTM', 'I.TRSTAT', 'I.TRREASND', 'I.TRDTC'] },
  { oid: 'IG.TRN', name: 'Non-target or new lesion status', repeating: true, items: ['I.TRLNKID2', 'I.TUMSTATE', 'I.TRSTAT2', 'I.TRREASND2', 'I.TRDTC2', 'I.DIAMETER2'] },
  { oid: 'IG.SUM', name: 'Sum of diameters', repeating: false, items: ['I.SUMDIAM', 'I.PCBSD', 'I.PCNSD'] },
  { oid: 'IG.RS', name: 'Responses', repeating: false, items: ['I.TRGRESP', 'I.NTRGRESP', 'I.NEWLPROG', 'I.OVRLRESP', 'I.RSDTC', 'I.CALCRESP', 'I.OVRRSN', 'I.ASGNRESP'] },
  { oid: 'IG.READ', name: 'Reading record', repeating: false, items: ['I.READER', 'I.READSTAT', 'I.SIGNDTC', 'I.SWVER', 'I.ENGVER'] },
  { oid: 'IG.DET', name: 'Symptomatic deterioration', repeating: false, items: ['I.SYMPTDTR', 'I.SYMPTDTC'] },
  { oid: 'IG.ADJ', name: 'Adjudication', repeating: false, items: ['I.ADJRESP', 'I.ADJREAD', 'I.ADJPDDTC', 'I.ADJRSN', 'I.ADJDTC'] },
];

/** Forms of one assessor; the site's own have no suffix, an independent reader's end in .R1, .R2. */
export const odmForms: readonly OdmForm[] = [
  { oid: 'F.TU', name: 'Tumour identification', groups: ['IG.TU'] },
  { oid: 'F.TR', name: 'Lesion assessments', groups: ['IG.TRT', 'IG.TRN', 'IG.SUM'] },
  { oid: 'F.RS', name: 'Timepoint response', groups: ['IG.RS'] },
  { oid: 'F.READ', name: 'Reading record', groups: ['IG.READ'] },
];
/** Forms of the subject as a whole, in an event of its own that no visit has. */
export const subjectEvent = { visit: 'SUBJECT', oid: 'SE.SUBJECT' } as const;
export const deteriorationForm: OdmForm = { oid: 'F.DET', name: 'Symptomatic deterioration', groups: ['IG.DET'] };
/** Only in a study of independent readers. */
export const adjudicationForm: OdmForm = { oid: 'F.ADJ', name: 'Adjudication', groups: ['IG.ADJ'] };

export const formOid = (form: string, assessor: string): string => (assessor === '' ? form : `${form}.${assessor}`);

export type OdmCodeList = { readonly oid: string; readonly name: string; readonly values: readonly string[] };
export const odmCodeLists: readonly OdmCodeList[] = [
  { oid: 'CL.TUIDRS', name: 'Lesion category', values: ['TARGET', 'NON-TARGET', 'NEW'] },
  { oid: 'CL.LAT', name: 'Laterality', values: ['LEFT', 'RIGHT', 'BILATERAL'] },
  {
    oid: 'CL.METHOD', name: 'Imaging method',
    values: [
      'CT SCAN', 'CONTRAST ENHANCED CT SCAN', 'CT SCAN WITHOUT CONTRAST', 'MRI', 'CONTRAST ENHANCED MRI', 'MRI WITHOUT CONTRAST', 'PET/CT SCAN', 'PET SCAN', 'X-RAY', 'ULTRASOUND', 'PHOTOGRAPHY', 'MAMMOGRAPHY',
      'CALIPER MEASUREMENT METHOD', 'PHYSICAL EXAMINATION', 'SCINTIGRAPHY', 'ENDOSCOPY',
    ],
  },
  { oid: 'CL.NY', name: 'No Yes', values: ['N', 'Y'] },
  { oid: 'CL.ND', name: 'Not done', values: ['NOT DONE'] },
  { oid: 'CL.TRPROPRS', name: 'Lesion state', values: ['PRESENT', 'ABSENT', 'UNEQUIVOCAL', 'EQUIVOCAL', 'ENLARGEMENT FROM NADIR', 'TUMOR MERGED', 'NE'] },
  { oid: 'CL.ONCRSR', name: 'Response', values: ['CR', 'PR', 'SD', 'PD', 'NE', 'NON-CR/NON-PD', 'NED', 'EQUIVOCAL', 'UNEQUIVOCAL'] },
  { oid: 'CL.READSTAT', name: 'Read status', values: ['SIGNED', 'NOT SIGNED', 'NOT PERFORMED'] },
  { oid: 'CL.ADJREAD', name: 'Read accepted', values: ['R1', 'R2'] },
];

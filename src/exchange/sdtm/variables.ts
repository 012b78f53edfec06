/** Variables of TU, TR, RS, RELREC and SUPP-- with labels, types, core and code lists: SDTMIG 3.4, in the order of the file (interoperability 1.2). */
import type { DatasetName, SdtmDatasetPlan, SdtmVariable } from './dataset.ts';
import { lists } from './terminology.ts';

const origins = { A: 'Assigned', C: 'Collected', D: 'Derived' } as const;

/** "name|label|type|core|origin" and the code list. */
function variable(text: string, codeList?: string): SdtmVariable {
  const [name = '', label = '', type, core, origin = 'C'] = text.split('|');
  return { name, label, type: type as SdtmVariable['type'], core: core as SdtmVariable['core'], origin: origins[origin as keyof typeof origins], ...(codeList === undefined ? {} : { codeList }) };
}

const identifiers = ['STUDYID|Study Identifier|C|Req|A', 'DOMAIN|Domain Abbreviation|C|Req|A', 'USUBJID|Unique Subject Identifier|C|Req|A'].map((text) => variable(text));

const visits = [
  variable('VISITNUM|Visit Number|N|Exp|A'), variable('VISIT|Visit Name|C|Perm|A'), variable('VISITDY|Planned Study Day of Visit|N|Perm|A'),
  variable('TAETORD|Planned Order of Element within Arm|N|Perm|A'), variable('EPOCH|Epoch|C|Perm|A', lists.epoch),
];

const prefixed = (domain: string, texts: readonly (readonly [text: string, codeList?: string])[]): readonly SdtmVariable[] => texts.map(([text, codeList]) => variable(`${domain}${text}`, codeList));

const evaluators = [['EVAL|Evaluator|C|Exp|A', lists.evaluator], ['EVALID|Evaluator Identifier|C|Perm|A', lists.evaluatorId], ['ACPTFL|Accepted Record Flag|C|Perm|A', lists.yesNo]] as const;

const tu: SdtmDatasetPlan = {
  name: 'TU', label: 'Tumor/Lesion Identification', structure: 'One record per identified tumor per subject per assessor', className: 'FINDINGS',
  keys: ['STUDYID', 'USUBJID', 'TUEVAL', 'TUEVALID', 'TULNKID', 'TUTESTCD'],
  variables: [
    ...identifiers,
    ...prefixed('TU', [
      ['SEQ|Sequence Number|N|Req|D'], ['GRPID|Group ID|C|Perm|A'], ['REFID|Reference ID|C|Perm|A'], ['SPID|Sponsor-Defined Identifier|C|Perm|A'], ['LNKID|Link ID|C|Exp|A'], ['LNKGRP|Link Group ID|C|Perm|A'],
      ['TESTCD|Tumor/Lesion ID Short Name|C|Req|A', lists.tuTestCode], ['TEST|Tumor/Lesion ID Test Name|C|Req|A', lists.tuTest], ['ORRES|Tumor/Lesion ID Result|C|Exp'],
      ['STRESC|Tumor/Lesion ID Result Std. Format|C|Exp', lists.tuResult], ['NAM|Laboratory/Vendor Name|C|Perm|A'], ['LOC|Location of the Tumor/Lesion|C|Exp', lists.location], ['LAT|Laterality|C|Perm', lists.laterality],
      ['DIR|Directionality|C|Perm', lists.direction], ['PORTOT|Portion or Totality|C|Perm', lists.portion], ['METHOD|Method of Identification|C|Exp', lists.method],
      ['LOBXFL|Last Observation Before Exposure Flag|C|Exp|D', lists.yesNo], ['BLFL|Baseline Flag|C|Perm|D', lists.yesNo], ...evaluators,
    ]),
    ...visits, ...prefixed('TU', [['DTC|Date/Time of Tumor/Lesion Identification|C|Exp'], ['DY|Study Day of Tumor/Lesion Identification|N|Perm|D']]),
  ],
};

const tr: SdtmDatasetPlan = {
  name: 'TR', label: 'Tumor/Lesion Results', structure: 'One record per tumor measurement/assessment per visit per subject per assessor', className: 'FINDINGS',
  keys: ['STUDYID', 'USUBJID', 'TREVAL', 'TREVALID', 'VISITNUM', 'TRTESTCD', 'TRLNKID'],
  variables: [
    ...identifiers,
    ...prefixed('TR', [
      ['SEQ|Sequence Number|N|Req|D'], ['GRPID|Group ID|C|Perm|A'], ['REFID|Reference ID|C|Perm|A'], ['SPID|Sponsor-Defined Identifier|C|Perm|A'], ['LNKID|Link ID|C|Exp|A'], ['LNKGRP|Link Group ID|C|Perm|A'],
      ['TESTCD|Tumor/Lesion Assessment Short Name|C|Req|A', lists.trTestCode], ['TEST|Tumor/Lesion Assessment Test Name|C|Req|A', lists.trTest], ['ORRES|Result or Finding in Original Units|C|Exp'],
      ['ORRESU|Original Units|C|Exp|A', lists.unit], ['STRESC|Character Result/Finding in Std Format|C|Exp'], ['STRESN|Numeric Result/Finding in Standard Units|N|Exp'], ['STRESU|Standard Units|C|Exp|A', lists.unit],
      ['STAT|Completion Status|C|Perm', lists.notDone], ['REASND|Reason Not Done|C|Perm'], ['NAM|Laboratory/Vendor Name|C|Perm|A'], ['METHOD|Method Used to Identify the Tumor/Lesion|C|Exp', lists.method],
      ['LOBXFL|Last Observation Before Exposure Flag|C|Perm|D', lists.yesNo], ['BLFL|Baseline Flag|C|Perm|D', lists.yesNo], ...evaluators,
    ]),
    ...visits, ...prefixed('TR', [['DTC|Date/Time of Tumor/Lesion Measurement|C|Exp'], ['DY|Study Day of Tumor/Lesion Measurement|N|Perm|D']]),
  ],
};

const rs: SdtmDatasetPlan = {
  name: 'RS', label: 'Disease Response and Clin Classification', structure: 'One record per response assessment per visit per subject per assessor', className: 'FINDINGS',
  keys: ['STUDYID', 'USUBJID', 'RSEVAL', 'RSEVALID', 'VISITNUM', 'RSTESTCD', 'RSDTC'],
  variables: [
    ...identifiers,
    ...prefixed('RS', [
      ['SEQ|Sequence Number|N|Req|D'], ['GRPID|Group ID|C|Perm|A'], ['REFID|Reference ID|C|Perm|A'], ['SPID|Sponsor-Defined Identifier|C|Perm|A'], ['LNKID|Link ID|C|Perm|A'], ['LNKGRP|Link Group ID|C|Perm|A'],
      ['TESTCD|Assessment Short Name|C|Req|A', lists.rsTestCode], ['TEST|Assessment Name|C|Req|A', lists.rsTest], ['CAT|Category for Assessment|C|Exp|A', lists.rsCategory], ['SCAT|Subcategory|C|Perm|A'],
      ['ORRES|Result or Finding in Original Units|C|Exp'], ['ORRESU|Original Units|C|Perm|A', lists.unit], ['STRESC|Character Result/Finding in Std Format|C|Exp', lists.rsResult],
      ['STRESN|Numeric Result/Finding in Standard Units|N|Perm'], ['STRESU|Standard Units|C|Perm|A', lists.unit], ['STAT|Completion Status|C|Perm', lists.notDone], ['REASND|Reason Not Done|C|Perm'], ['NAM|Vendor Name|C|Perm|A'],
      ['METHOD|Method of Test or Examination|C|Perm'], ['LOBXFL|Last Observation Before Exposure Flag|C|Perm|D', lists.yesNo], ['BLFL|Baseline Flag|C|Perm|D', lists.yesNo], ['DRVFL|Derived Flag|C|Perm|D', lists.yesNo], ...evaluators,
    ]),
    ...visits, ...prefixed('RS', [['DTC|Date/Time of Assessment|C|Exp'], ['DY|Study Day of Assessment|N|Perm|D']]),
  ],
};

const relrec: SdtmDatasetPlan = {
  name: 'RELREC', label: 'Related Records', structure: 'One record per related record, group of records or dataset', className: 'RELATIONSHIP',
  keys: ['STUDYID', 'RDOMAIN', 'USUBJID', 'IDVAR', 'IDVARVAL', 'RELID'],
  variables: [
    'STUDYID|Study Identifier|C|Req|A', 'RDOMAIN|Related Domain Abbreviation|C|Req|A', 'USUBJID|Unique Subject Identifier|C|Exp|A', 'IDVAR|Identifying Variable|C|Req|A', 'IDVARVAL|Identifying Variable Value|C|Exp|A',
    'RELTYPE|Relationship Type|C|Exp|A', 'RELID|Relationship Identifier|C|Req|A',
  ].map((text) => variable(text)),
};

const supplemental = (name: DatasetName, domain: string): SdtmDatasetPlan => ({
  name, label: `Supplemental Qualifiers for ${domain}`, structure: 'One record per supplemental qualifier per related parent record', className: 'RELATIONSHIP',
  keys: ['STUDYID', 'RDOMAIN', 'USUBJID', 'IDVAR', 'IDVARVAL', 'QNAM'],
  variables: [
    'STUDYID|Study Identifier|C|Req|A', 'RDOMAIN|Related Domain Abbreviation|C|Req|A', 'USUBJID|Unique Subject Identifier|C|Req|A', 'IDVAR|Identifying Variable|C|Exp|A', 'IDVARVAL|Identifying Variable Value|C|Exp|A',
    'QNAM|Qualifier Variable Name|C|Req|A', 'QLABEL|Qualifier Variable Label|C|Req|A', 'QVAL|Data Value|C|Req|C', 'QORIG|Origin|C|Req|A', 'QEVAL|Evaluator|C|Exp|A',
  ].map((text) => variable(text)),
});

/** What each dataset of the export may have. */
export const datasetPlans: Readonly<Record<DatasetName, SdtmDatasetPlan>> = {
  TU: tu, TR: tr, RS: rs, RELREC: relrec, SUPPTU: supplemental('SUPPTU', 'TU'), SUPPTR: supplemental('SUPPTR', 'TR'), SUPPRS: supplemental('SUPPRS', 'RS'),
};

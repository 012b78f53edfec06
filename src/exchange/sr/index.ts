export { srFindings } from './findings.ts';
export { trackingIdentifier, trackingUid } from './identity.ts';
export { readReport, type ReadGroup, type ReadLength, type ReadReport } from './readReport.ts';
export { writeSr } from './write.ts';

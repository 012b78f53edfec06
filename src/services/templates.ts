import type { ProtocolParameters } from '../casefile/index.ts';
import type { Parameters } from '../recist/index.ts';

export type TemplateName = 'phase2' | 'phase3' | 'everolimusMaintenance' | 'everolimusSecondLine';

const protocol = (name: string, params: Partial<Parameters>): ProtocolParameters => ({ name, params, recordingDecimals: 1, liveEffect: true });

/**
 * Protocol templates: parameters of section 3 of the rules that differ from their defaults. Confirmation is required where response is the primary
 * endpoint of a trial without randomisation; progression-free survival as both everolimus protocols define it is rule set TRIAL.
 */
export const templates: Readonly<Record<TemplateName, { readonly title: string; readonly protocol: ProtocolParameters }>> = {
  phase2: { title: 'Phase II, response confirmed', protocol: protocol('RECIST 1.1', { confirmationRequired: true }) },
  phase3: { title: 'Phase III, progression-free survival', protocol: protocol('RECIST 1.1', { measurableDiseaseRequired: false, timeOrigin: 'randomisation' }) },
  // Randomised 2:1 after first-line chemotherapy; PFS from randomisation, censored at the last tumour assessment, investigator assessed.
  everolimusMaintenance: {
    title: 'Everolimus maintenance after first-line chemotherapy',
    protocol: protocol('RECIST 1.1', { timeOrigin: 'randomisation', pfsRules: 'TRIAL', measurableDiseaseRequired: false }),
  },
  // Single arm: time runs from enrolment, time to progression from the start of treatment.
  everolimusSecondLine: {
    title: 'Everolimus as second line, single arm',
    protocol: protocol('RECIST 1.1', { confirmationRequired: true, timeOrigin: 'enrolment', ttpOrigin: 'firstDose', pfsRules: 'TRIAL' }),
  },
};

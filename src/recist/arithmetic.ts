/** The arithmetic of a target response as a reader writes it on paper. */
import { meetsProgression } from './criteria.ts';
import { percentText, signedUnitsText, unitsText } from './format.ts';
import type { TargetRecord } from './model.ts';
import { shortOfPd, type NameOf } from './sentences.ts';
import { toUnits } from './sizes.ts';
import type { TimepointFacts } from './timepointFacts.ts';

function recordText(record: TargetRecord | undefined, name: NameOf): string {
  switch (record?.state) {
    case 'measured': return unitsText(toUnits(record.value));
    case 'absent': return '0.0';
    case 'tooSmall': return '5.0 (too small)';
    case 'split': return `(${record.parts.map((part) => recordText(part, name)).join(' + ')})`;
    case 'merged': return `0.0 (in ${name(record.mergedInto)})`;
    case 'notEvaluable':
    case undefined: return 'NE';
  }
}

/** "31.0 + 15.2 = 46.2 mm": the sum as written down. */
function sumText(facts: TimepointFacts, name: NameOf): string {
  const terms = facts.values.map((value) => recordText(value.record, name)).join(' + ');
  if (facts.sum.units !== null) return facts.values.length === 1 && facts.values[0]?.state === 'measured' ? `${terms} mm` : `${terms} = ${unitsText(facts.sum.units)} mm`;
  return facts.sum.partialUnits === null ? `${terms}: no sum` : `${terms}: no sum, partial sum ${unitsText(facts.sum.partialUnits)} mm`;
}

function verdict(units: number, nadir: number): string {
  if (meetsProgression(units, nadir)) return nadir === 0 ? 'at least 5 mm, so PD' : 'at least 20\u2009% and at least 5 mm, so PD';
  return `below ${shortOfPd(units, nadir)}, so not PD`;
}

function overNadir(units: number, facts: TimepointFacts): string {
  const nadir = facts.nadir?.units ?? 0;
  if (units <= nadir) return `${signedUnitsText(units - nadir)} mm from nadir ${unitsText(nadir)}: no increase, so not PD`;
  const percent = percentText(units, nadir, 'nadir');
  return `${percent === null ? '' : `${percent}, `}${signedUnitsText(units - nadir)} mm over nadir ${unitsText(nadir)}: ${verdict(units, nadir)}`;
}

/** "31.0 + 15.2 = 46.2 mm; −42.3 % from 80.0; +18.5 %, +7.2 mm over nadir 39.0: below 20 %, so not PD". */
export function arithmeticOf(facts: TimepointFacts, name: NameOf): string {
  if (facts.values.length === 0) return 'No targets, no sum.';
  if (!facts.performed) return 'Not done, no sum.';
  const { units, partialUnits } = facts.sum;
  if (facts.target.rules.includes('R-309')) return `${sumText(facts, name)}; disease after overall CR, so PD whatever the sum`;
  if (units === null) return partialUnits === null ? sumText(facts, name) : `${sumText(facts, name)}; ${overNadir(partialUnits, facts)}`;
  const fromBaseline = percentText(units, facts.baselineUnits, 'baseline');
  const baseline = fromBaseline === null ? '' : `; ${fromBaseline} from ${unitsText(facts.baselineUnits)}`;
  if (facts.target.rules.includes('R-305')) return `${sumText(facts, name)}${baseline}; non-nodal targets 0 mm, target nodes below 10 mm: CR`;
  return `${sumText(facts, name)}${baseline}; ${overNadir(units, facts)}`;
}

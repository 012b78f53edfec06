/** What a lesion can be beyond organ and size, as choices. Pure; what follows from each is the engine's. */
import type { LesionKind, LesionNature, LesionTraits, OrganCode } from '../../../src/recist/index.ts';

export type TraitChoice = { readonly id: string; readonly label: string; readonly isOn: boolean; readonly rule: string; /** The traits after it was pressed. */ readonly next: LesionTraits };

const natureNames: Readonly<Partial<Record<LesionNature, readonly [label: string, rule: string]>>> = {
  cysticMetastasis: ['Cystic metastasis', 'R-118'], simpleCyst: ['Simple cyst', 'R-118'], boneLytic: ['Lytic', 'R-117'], boneMixed: ['Mixed', 'R-117'], boneBlastic: ['Blastic', 'R-117'],
  pleuralEffusion: ['Effusion', 'R-116'], pericardialEffusion: ['Pericardial effusion', 'R-116'], ascites: ['Ascites', 'R-116'], lymphangiticLung: ['Lymphangitic', 'R-116'], lymphangiticSkin: ['Lymphangitic', 'R-116'],
  leptomeningeal: ['Leptomeningeal', 'R-116'], inflammatoryBreast: ['Inflammatory', 'R-116'],
};
const ofOrgan: Readonly<Partial<Record<OrganCode, readonly LesionNature[]>>> = {
  bone: ['boneLytic', 'boneMixed', 'boneBlastic'], liver: ['cysticMetastasis', 'simpleCyst'], kidney: ['cysticMetastasis', 'simpleCyst'], pancreas: ['cysticMetastasis', 'simpleCyst'], ovary: ['cysticMetastasis', 'simpleCyst'], spleen: ['cysticMetastasis', 'simpleCyst'],
  lung: ['cysticMetastasis', 'lymphangiticLung'], pleura: ['pleuralEffusion'], heart: ['pericardialEffusion'], peritoneum: ['ascites'], skin: ['lymphangiticSkin'], brain: ['cysticMetastasis', 'leptomeningeal'], breast: ['inflammatoryBreast'],
};

const without = (traits: LesionTraits, ...names: readonly (keyof LesionTraits)[]): LesionTraits => Object.fromEntries(Object.entries(traits).filter(([name]) => !names.includes(name as keyof LesionTraits)));

function toggle(traits: LesionTraits, name: 'softTissueComponent' | 'previousLocalTherapy' | 'progressedSinceLocalTherapy'): LesionTraits {
  if (traits[name] !== true) return { ...traits, [name]: true };
  return name === 'previousLocalTherapy' ? without(traits, name, 'progressedSinceLocalTherapy') : without(traits, name);
}

/** The choices for a lesion of an organ, natures first. A locally treated one asks whether it has progressed since. */
export function traitChoices(organ: OrganCode, kind: LesionKind, traits: LesionTraits): readonly TraitChoice[] {
  const natures = (kind === 'node' ? [] : ofOrgan[organ] ?? []).flatMap((nature): readonly TraitChoice[] => {
    const [label, rule] = natureNames[nature] ?? ['', ''];
    const isOn = traits.nature === nature;
    return [{ id: nature, label, rule, isOn, next: isOn ? without(traits, 'nature') : { ...traits, nature } }];
  });
  const flag = (id: 'softTissueComponent' | 'previousLocalTherapy' | 'progressedSinceLocalTherapy', label: string, rule: string): TraitChoice => ({ id, label, rule, isOn: traits[id] === true, next: toggle(traits, id) });
  return [
    ...natures,
    ...(organ === 'bone' ? [flag('softTissueComponent', 'Soft-tissue component measured', 'R-117')] : []),
    flag('previousLocalTherapy', 'Treated area', 'R-119'),
    ...(traits.previousLocalTherapy ? [flag('progressedSinceLocalTherapy', 'Progressed since', 'R-119')] : []),
  ];
}

/** A window by key. Centre and width in HU; width 0 asks for the full range of the values in the slice shown. */
export type WindowPreset = { readonly key: string; readonly name: string; readonly center: number; readonly width: number };

/** Keys 1 to 6 (workstation.md section 2). */
export const windowPresets: readonly WindowPreset[] = [
  { key: '1', name: 'Soft tissue', center: 40, width: 400 },
  { key: '2', name: 'Lung', center: -600, width: 1500 },
  { key: '3', name: 'Bone', center: 500, width: 2000 },
  { key: '4', name: 'Liver', center: 90, width: 150 },
  { key: '5', name: 'Brain', center: 40, width: 80 },
  { key: '6', name: 'Full', center: 0, width: 0 },
];

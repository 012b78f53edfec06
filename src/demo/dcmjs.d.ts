/** The small part of dcmjs that is used: its Part 10 encoder, and its reader for what was encoded. The package carries no types. */
declare module 'dcmjs' {
  type Element = { vr: string; Value: unknown[] };
  export class DicomDict {
    constructor(meta: Record<string, Element>);
    dict: Record<string, Element>;
    write(options?: { fragmentMultiframe?: boolean }): ArrayBuffer;
  }
  const dcmjs: {
    readonly data: {
      readonly DicomDict: typeof DicomDict;
      readonly DicomMessage: { readFile(file: ArrayBuffer): { readonly dict: Record<string, Element> } };
      readonly DicomMetaDictionary: { denaturalizeDataset(dataset: Record<string, unknown>): Record<string, Element> };
    };
    readonly log: { setLevel(level: string): void };
  };
  export default dcmjs;
}

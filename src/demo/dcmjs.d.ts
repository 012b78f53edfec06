/** The small part of dcmjs that is used: its Part 10 encoder. The package carries no types. */
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
      readonly DicomMetaDictionary: { denaturalizeDataset(dataset: Record<string, unknown>): Record<string, Element> };
    };
    readonly log: { setLevel(level: string): void };
  };
  export default dcmjs;
}

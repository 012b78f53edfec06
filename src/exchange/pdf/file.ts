/**
 * A PDF file that is the same byte for byte wherever and whenever it is made of the same facts: dates are given, the file's id follows from them, streams are
 * compressed in JavaScript (zlib's output differs between processors). PDF/A-2a with the marks of PDF/UA-1: tagged, searchable, fonts embedded.
 */
import { zlibSync } from 'fflate';
import PDFDocument from 'pdfkit';

export type FileHead = {
  readonly title: string;
  /** What it is about, in words; with the title it tells one file from another. */
  readonly about: string;
  readonly author: string;
  /** UTC instant of the facts. */
  readonly at: string;
  readonly product: string;
};

type Stream = { buffer: Uint8Array[]; data: Record<string, unknown>; finalize(): void };

function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, one) => sum + one.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const xml = (words: string): string => words.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);

/** PDF/A wants every property it does not know explained. */
const uaSchema = `<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema><pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>Part of ISO 14289 that the file follows</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>`;

export class PdfFile extends PDFDocument {
  readonly #head: FileHead;

  constructor(head: FileHead) {
    super({
      size: 'A4', margin: 0, autoFirstPage: false, bufferPages: true, tagged: true, displayTitle: true, lang: 'en-GB', pdfVersion: '1.7', subset: 'PDF/A-2a', compress: false,
      // The default font would be one that is not embedded.
      font: null as unknown as string,
      info: { Title: head.title, Subject: head.about, Author: head.author, Creator: head.product, Producer: `${head.product}, pdfkit`, CreationDate: new Date(head.at), ModDate: new Date(head.at) },
    });
    this.#head = head;
  }

  /** Every stream goes through here; all but the metadata, which readers must find as text, are compressed. */
  override ref(data: object): PDFKit.PDFKitReference {
    const reference = super.ref(data);
    const stream = reference as unknown as Stream;
    const finalize = stream.finalize.bind(stream);
    stream.finalize = () => {
      if (stream.buffer.length > 0 && stream.data['Filter'] === undefined && stream.data['Type'] !== 'Metadata') {
        stream.buffer = [zlibSync(concatenated(stream.buffer), { level: 6 })];
        stream.data['Filter'] = 'FlateDecode';
      }
      finalize();
    };
    return reference;
  }

  /** The library writes titles into XML as they are. */
  _addInfo(): void {
    const { title, about, author, at, product } = this.#head;
    const instant = `${new Date(at).toISOString().slice(0, 19)}Z`;
    const inLanguage = (words: string): string => `<rdf:Alt><rdf:li xml:lang="x-default">${xml(words)}</rdf:li></rdf:Alt>`;
    (this as unknown as { appendXML(text: string): void }).appendXML(`<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"><xmp:CreateDate>${instant}</xmp:CreateDate><xmp:ModifyDate>${instant}</xmp:ModifyDate><xmp:CreatorTool>${xml(product)}</xmp:CreatorTool></rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${inLanguage(title)}</dc:title><dc:creator><rdf:Seq><rdf:li>${xml(author)}</rdf:li></rdf:Seq></dc:creator><dc:description>${inLanguage(about)}</dc:description></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"><pdf:Producer>${xml(product)}, pdfkit</pdf:Producer></rdf:Description>
${uaSchema}`);
  }

  /** The finished file. Nothing can be drawn any more. */
  bytes(): Uint8Array {
    this.end();
    const parts: Uint8Array[] = [];
    for (let part = this.read() as Uint8Array | null; part !== null; part = this.read() as Uint8Array | null) parts.push(part);
    return concatenated(parts);
  }
}

export { el, hasUnwritable, writeXml, type XmlElement } from './writeXml.ts';

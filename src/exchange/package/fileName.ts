/** Names of files and folders that every system takes, from texts that people chose. Pure. */

/** Names that Windows keeps for devices, with or without an ending. */
const devices = /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i;
const mostCharacters = 80;

/** 32-bit FNV-1a as eight hexadecimal digits: tells texts apart whose names would be the same. */
function shortHash(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, '0');
}

/** The text where it can be a name as it is; else without what cannot, and with eight digits so that two texts never share one. */
export function fileNameOf(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  const kept = text.normalize('NFC').replaceAll(/[<>:"/\\|?*\u0000-\u001f\u007f]+/g, '-').replace(/[. ]+$/, '').slice(0, mostCharacters);
  return kept === text && kept !== '' && kept !== '.' && kept !== '..' && !devices.test(kept) ? kept : `${kept.replace(/^\.+/, '') || 'x'}~${shortHash(text)}`;
}

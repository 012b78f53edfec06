/** The header that makes an answer a file of this name: a plain name for every program, the true one beside it. Nothing in a name can end the header. */
export const attachment = (name: string): string => `attachment; filename="${name.replaceAll(/[^\x20-\x7e]|["\\]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name.toWellFormed())}`;

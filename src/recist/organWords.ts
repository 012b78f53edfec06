import type { OrganCode } from './model.ts';

/** "bile duct" for bileDuct, "head and neck" for headNeck: an organ code as words. */
export const organWords = (organ: OrganCode): string => (organ === 'headNeck' ? 'head and neck' : organ.replace(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`));

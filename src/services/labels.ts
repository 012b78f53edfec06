import { assertNever } from '../common/index.ts';
import type { LesionRole } from '../casefile/index.ts';
import type { OrganCode } from '../recist/index.ts';

/** T1, N1, X1. */
export function lesionLabel(role: LesionRole, number: number): string {
  switch (role) {
    case 'target': return `T${number}`;
    case 'nonTarget': return `N${number}`;
    case 'new': return `X${number}`;
    default: return assertNever(role, 'lesion role');
  }
}

export const roleName: Readonly<Record<LesionRole, string>> = { target: 'target', nonTarget: 'non-target', new: 'new lesion' };

export { timepointLabel } from '../casefile/index.ts';

const twoWordOrgans: Partial<Record<OrganCode, string>> = {
  chestWall: 'chest wall', bileDuct: 'bile duct', smallBowel: 'small bowel', headNeck: 'head and neck', spinalCord: 'spinal cord', softTissue: 'soft tissue', lymphNode: 'lymph node',
};
/** "bile duct" for bileDuct. */
export const organName = (organ: OrganCode): string => twoWordOrgans[organ] ?? organ;

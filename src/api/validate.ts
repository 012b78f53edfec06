import { zValidator } from '@hono/zod-validator';
import type { ZodType } from 'zod';
import { NadirError } from '../common/index.ts';

type Issue = { readonly path: readonly PropertyKey[]; readonly message: string };

/** "assessment.caliper.longAxis: Invalid input…": the place and the reason of the first few problems. */
function describe(issues: readonly Issue[]): string {
  const shown = issues.slice(0, 3).map((issue) => `${issue.path.map(String).join('.') || 'body'}: ${issue.message}`);
  return shown.join('; ') + (issues.length > 3 ? `; and ${issues.length - 3} more` : '');
}

function refuse(result: { success: boolean; error?: { issues: readonly Issue[] } }): void {
  if (!result.success) throw new NadirError('invalid', `The request does not have the right form. ${describe(result.error?.issues ?? [])}`, { reason: 'schema' });
}

/** Checks the JSON body of a command. Errors: invalid, reason `schema`. */
export const body = <Schema extends ZodType>(schema: Schema) => zValidator('json', schema, (result) => refuse(result as Parameters<typeof refuse>[0]));
/** Checks the query string. Errors: invalid, reason `schema`. */
export const query = <Schema extends ZodType>(schema: Schema) => zValidator('query', schema, (result) => refuse(result as Parameters<typeof refuse>[0]));

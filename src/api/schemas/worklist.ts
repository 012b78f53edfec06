/** Looks at a worklist, and who is asked to read what. */
import { z } from 'zod';
import { isIsoDate } from '../../common/index.ts';
import { sortColumns, worklistFacets, type WorklistQuery } from '../../casefile/index.ts';

const id = z.string().min(1).max(64);
const text = z.string().max(200);
const chosen = text.optional();

const looks = {
  study: id,
  /** The day of whoever looks: due days count from it. */
  today: z.string().refine(isIsoDate, 'a date YYYY-MM-DD'),
  text: text.default(''),
  sort: z.enum(sortColumns).default('due'),
  descending: z.enum(['true', 'false']).default('false'),
  status: chosen, mine: chosen, site: chosen, response: chosen, due: chosen, reader: chosen,
};
/** GET /api/worklist/page */
export const worklistPageSchema = z.object({ ...looks, offset: z.coerce.number().int().min(0).max(10_000_000).default(0), limit: z.coerce.number().int().min(1).max(500).default(100), around: id.optional() });
/** GET /api/worklist/next: the case to open after one that was finished */
export const worklistNextSchema = z.object({ ...looks, after: id });

/** The part of a query string that filters and orders. */
export function listQuery(query: Pick<z.output<typeof worklistNextSchema>, 'text' | 'sort' | 'descending' | (typeof worklistFacets)[number]>): WorklistQuery {
  return {
    text: query.text, sort: query.sort, descending: query.descending === 'true',
    choice: Object.fromEntries(worklistFacets.flatMap((facet) => (query[facet] === undefined ? [] : [[facet, query[facet]]]))),
  };
}

/** POST /api/worklist/assign: null opens them to every reader again */
export const assignReadingSchema = z.strictObject({
  studyId: id, accountId: id.nullable(), subjects: z.array(z.strictObject({ subjectId: id, timepointId: id.nullable() })).min(1).max(20_000),
});

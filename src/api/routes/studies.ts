import { Hono } from 'hono';
import { user } from '../caller.ts';
import type { ApiEnvironment } from '../environment.ts';
import { analysisSchema, ofStudySchema } from '../schemas/queries.ts';
import { assignReadingSchema, listQuery, worklistNextSchema, worklistPageSchema } from '../schemas/worklist.ts';
import { amendStudySchema, createStudySchema, editStudySchema } from '../schemas/studies.ts';
import { body, query } from '../validate.ts';
import { templates, type NewStudy, type StudyEdit } from '../../services/index.ts';
import type { StudyProtocol, SubjectList, WorklistRow } from '../../casefile/index.ts';
import type { IsoDate } from '../../common/index.ts';
import type { StudyDetail, StudySummary, StudyTemplate } from '../wire.ts';

const json = { 'content-type': 'application/json; charset=UTF-8' };

/** Studies, their worklists and their analysis. */
export const studyRoutes = ({ services, ports: { analysis = services.analysis.bytes } }: ApiEnvironment) =>
  new Hono()
    .get('/study/list', (c) => c.json(services.studies.listFor(user(c)) as StudySummary[]))
    .get('/study/templates', (c) => c.json(Object.entries(templates).map(([name, template]): StudyTemplate => ({ name, ...template }))))
    .get('/study/:id/detail', (c) => c.json(services.studies.detailFor(user(c), c.req.param('id')) as StudyDetail))
    .post('/study/create', body(createStudySchema), (c) => c.json(services.studies.create(user(c), c.req.valid('json') as NewStudy)))
    .post('/study/edit', body(editStudySchema), (c) => {
      const { studyId, expectedRevision, ...edit } = c.req.valid('json');
      return c.json(services.studies.edit(user(c), { studyId, expectedRevision }, edit as StudyEdit));
    })
    .post('/study/amend', body(amendStudySchema), (c) => {
      const { studyId, expectedRevision, protocol, reason } = c.req.valid('json');
      return c.json(services.studies.amend(user(c), { studyId, expectedRevision }, protocol as StudyProtocol, reason));
    })
    // Rows are stored as JSON: passing the text on keeps ten thousand of them out of the parser.
    .get('/worklist', query(ofStudySchema), async (c) => c.body((await services.worklist.json(user(c), c.req.valid('query').study)) as Uint8Array<ArrayBuffer>, 200, json))
    .get('/worklist/page', query(worklistPageSchema), async (c) => {
      const { study, around = null, ...request } = c.req.valid('query');
      return c.body(await services.worklist.page(user(c), study, { ...listQuery(request), today: request.today as IsoDate, offset: request.offset, limit: request.limit, around }), 200, json);
    })
    .get('/worklist/next', query(worklistNextSchema), async (c) => {
      const { study, after, ...request } = c.req.valid('query');
      return c.json({ row: (await services.worklist.next(user(c), study, { ...listQuery(request), today: request.today as IsoDate }, after)) as WorklistRow | null });
    })
    .post('/worklist/assign', body(assignReadingSchema), (c) => {
      const { studyId, accountId, subjects } = c.req.valid('json');
      services.readingAssignments.assign(user(c), studyId, accountId, subjects);
      return c.body(null, 204);
    })
    .get('/subject/list', query(ofStudySchema), async (c) => c.json((await services.worklist.subjects(user(c), c.req.valid('query').study)) as SubjectList))
    .get('/study/analysis', query(analysisSchema), async (c) => {
      const { study, cutoff, ...asked } = c.req.valid('query');
      return c.body((await analysis(user(c), study, { ...asked, cutoff: cutoff as IsoDate | undefined }, 'json')) as Uint8Array<ArrayBuffer>, 200, json);
    })
    .get('/study/figures', query(analysisSchema), async (c) => {
      const { study, cutoff, ...asked } = c.req.valid('query');
      return c.body((await analysis(user(c), study, { ...asked, cutoff: cutoff as IsoDate | undefined }, 'packed')) as Uint8Array<ArrayBuffer>, 200, { 'content-type': 'application/octet-stream', 'cache-control': 'no-store' });
    });

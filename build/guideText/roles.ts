import { access, type Access } from '../../src/api/access.ts';
import { roleNames, rolePurposes, roles, type Role } from '../../src/accounts/index.ts';
import { blocks, capital, code, made, table } from './markdown.ts';

/** First part of a route's path and the head it stands under. */
const heads: Readonly<Record<string, string>> = {
  session: 'The window and who is in it', events: 'The window and who is in it', preferences: 'The window and who is in it', accounts: 'Accounts', study: 'Studies and worklist', worklist: 'Studies and worklist', subject: 'Subjects', facts: 'Subjects',
  timepoint: 'Reading', late: 'Reading', lesion: 'Reading', assessment: 'Reading', check: 'Reading', 'key-image': 'Reading', adjudication: 'Adjudication', query: 'Queries and confirmation', confirmation: 'Queries and confirmation',
  series: 'Images', bytes: 'Images', import: 'Import and jobs', shell: 'Import and jobs', job: 'Import and jobs', demo: 'Import and jobs', keys: 'Who the subjects are', quarantine: 'Who the subjects are', export: 'Export', audit: 'Audit trail', backup: 'Backups', backups: 'Backups', verify: 'Audit trail',
};

const mark = (rule: Access, role: Role): string => (rule.may === 'anyone' || rule.may === 'signedIn' || rule.may.includes(role) ? '●' : '');
const notes = (rule: Access): string => [rule.may === 'anyone' ? 'also without signing in' : '', ...(rule.also ?? []).map((state) => (state === 'locked' ? 'also while locked' : 'also with a password that must be changed'))].filter((text) => text !== '').join('; ');

/** roles.md: every route of the host and the roles it answers. */
export function rolesPage(): string {
  const routes = Object.entries(access);
  const headOf = (route: string): string => heads[route.split('/')[1] ?? ''] ?? 'Others';
  const order = [...new Set([...Object.values(heads), 'Others'])];
  return blocks(
    '# Roles and routes',
    `What each role may ask of the host: ${routes.length} routes, each with the least it needs. The window shows nothing that the host would refuse; a test calls every route as every role.`,
    made,
    table(['Role', 'What it is for'], roles.map((role) => [roleNames[role], capital(rolePurposes[role])])),
    'Within a route, blinding and double reading narrow further what is answered: see [two readers and an adjudicator](adjudicate.md). A workstation without accounts has one local user with every role.',
    ...order.flatMap((head) => {
      const rows = routes.filter(([route]) => headOf(route) === head);
      return rows.length === 0 ? [] : [`## ${head}`, table(['Route', ...roles.map((role) => roleNames[role]), 'Also'], rows.map(([route, rule]) => [code(route), ...roles.map((role) => mark(rule, role)), notes(rule)]))];
    }),
  );
}

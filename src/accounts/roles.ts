/**
 * What an account may be. One account has one or more; what each may do is the table of routes and roles (`src/api/access.ts`).
 * The order is the order of display, and of the role that a person is said to have where none is acting.
 */
export const roles = ['reader', 'investigator', 'adjudicator', 'dataManager', 'administrator'] as const;
export type Role = (typeof roles)[number];

export const roleNames: Readonly<Record<Role, string>> = {
  reader: 'Reader', investigator: 'Investigator', adjudicator: 'Adjudicator', dataManager: 'Data manager', administrator: 'Administrator',
};

/** What each role is for, in one line, for the dialog that gives it. */
export const rolePurposes: Readonly<Record<Role, string>> = {
  reader: 'measures and signs timepoints',
  investigator: 'looks at reads and confirms dates, knows the patient, records clinical dates, exports',
  adjudicator: 'decides between two reads',
  dataManager: 'sets up studies, imports images, exports; measures nothing',
  administrator: 'manages accounts; sees no clinical data',
};

export const isRole = (text: string): text is Role => (roles as readonly string[]).includes(text);

/** Roles in their order, each once. */
export const inOrder = (given: readonly Role[]): readonly Role[] => roles.filter((role) => given.includes(role));

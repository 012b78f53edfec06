/** JSON as a stranger to the engine's types sees it: what the tests of the wire format and the second implementation work on. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- every member may be read and set; a wrong one fails the test that reads it
export type Loose = any;

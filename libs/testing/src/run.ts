/** What the test run's global setup provides. Throws where it started no servers for this file. */
export function fromRun(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: only *.int.spec.ts and *.e2e.spec.ts run with servers.`);
  return value;
}

export default async function teardown() {
  await globalThis.stewardServers?.stop();
}

import { keepAlive } from './supervise.mjs';

const killed = { exited: Promise.resolve({ code: null, signal: 'SIGKILL', isAsked: false }) };
const serving = { exited: new Promise<never>(() => {}) };
const program = { name: 'vendors', logFile: '/nowhere/vendors.log', child: killed };
const say = () => {};

it('a program that dies is started again', async () => {
  const said: string[] = [];
  await new Promise<void>((started) => {
    const again = () => (started(), serving);
    void keepAlive([{ ...program, again }], { deaths: 2, say: (line) => said.push(line) });
  });
  expect(said).toEqual(['vendors ended by itself (SIGKILL) and is started again']);
});

it('one that dies again and again is given up, and the others with it', async () => {
  let starts = 0;
  const again = () => ((starts += 1), killed);
  const both = [
    { ...program, again },
    { ...program, child: serving, again },
  ];
  await expect(keepAlive(both, { deaths: 3, say })).rejects.toThrow(
    'vendors ended by itself (SIGKILL) 3 times within a minute; its log ends with:',
  );
  expect(starts).toBe(2);
});

it('where nothing is started again the first death ends it', async () => {
  await expect(keepAlive([{ ...program, again: () => serving }], { deaths: 1, say })).rejects.toThrow(
    'vendors ended by itself (SIGKILL); its log ends with:',
  );
});

it('one that was told to stop stays stopped', async () => {
  const stopped = { exited: Promise.resolve({ code: 0, signal: null, isAsked: true }) };
  const again = jest.fn(() => serving);
  const failing = { ...program, name: 'risk', again: () => killed };
  const both = [{ ...program, child: stopped, again }, failing];
  await expect(keepAlive(both, { deaths: 3, say })).rejects.toThrow('risk ended by itself');
  expect(again).not.toHaveBeenCalled();
});

import { CLAUSES } from './index';

describe('the registry of clauses', () => {
  it('has every clause of the policy once, in its order', () => {
    const ids = CLAUSES.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort());
    // Chapters 1 to 4, counted in the requirements.
    const inChapter = (chapter: number) => ids.filter((id) => id.startsWith(`${chapter}.`)).length;
    expect([1, 2, 3, 4].map(inChapter)).toEqual([12, 25, 16, 3]);
  });

  it('4.x: what the text breaks off before is missing at the source, and that alone', () => {
    const missing = CLAUSES.filter(({ state }) => state === 'SOURCE_MISSING');
    expect(missing).toMatchObject([{ id: '4.x', phrase: '应急响应机制', owner: 'risk' }]);
  });
});

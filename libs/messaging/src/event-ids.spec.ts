import { v7 as uuidv7 } from 'uuid';
import { EventIds } from './event-ids';

it('holds what was added, in whatever order and number, and nothing else', () => {
  const added = Array.from({ length: 5000 }, () => uuidv7());
  const others = Array.from({ length: 5000 }, () => uuidv7());
  const ids = new EventIds();
  expect(ids.has(added[0]!)).toBe(false);
  for (const id of added) ids.add(id);
  expect(added.filter((id) => !ids.has(id))).toEqual([]);
  expect(others.filter((id) => ids.has(id))).toEqual([]);
  ids.add(others[0]!);
  expect(ids.has(others[0]!)).toBe(true);
});

import { announce, approve, cancel, end, type PlannedWindow } from './planned-window';

const at = (text: string): Date => new Date(`2026-09-${text.replace(' ', 'T')}:00+08:00`);
const asked = {
  ...{ id: 'w', contractId: 'c', vendorId: 'v', service: 'erp', reason: '更换磁盘', announcedBy: 'wang' },
  ...{ startsAt: at('10 02:00'), endsAt: at('10 04:00') },
};
const now = at('08 02:00');
const announced = announce(asked, now);
const approved = approve(announced, 'ji', now);
const ended = (window: PlannedWindow, text: string, reason: string | null = null) =>
  end(window, { endedAt: at(text), reason, toldBy: 'wang' }, at('10 06:00'));
const breaks = (code: string, path?: string) =>
  expect.objectContaining({ name: 'RuleBroken', code, ...(path && { path }) });

it('2.2.1c: planned work is announced ahead, with the notice counted from then, and approved by another person', () => {
  expect(announced).toMatchObject({ status: 'announced', noticedAt: now });
  expect(approved).toMatchObject({ status: 'approved', approvedBy: 'ji' });
  expect(() => approve(announced, 'wang', now)).toThrow(breaks('planned-window.same-person'));
  expect(() => approve(approved, 'lin', now)).toThrow(breaks('planned-window.wrong-state'));
});

it('2.2.1c: what has begun is neither announced nor approved nor cancelled', () => {
  const begun = at('10 02:00');
  expect(() => announce(asked, begun)).toThrow(breaks('planned-window.begun', '/startsAt'));
  expect(() => approve(announced, 'ji', begun)).toThrow(breaks('planned-window.begun'));
  expect(() => cancel(approved, 'ji', begun)).toThrow(breaks('planned-window.begun'));
  const backwards = { ...asked, endsAt: asked.startsAt };
  expect(() => announce(backwards, now)).toThrow(breaks('planned-window.reversed', '/endsAt'));
});

it('planned work that was cancelled neither ends nor is approved', () => {
  const cancelled = cancel(approved, 'wang', now);
  expect(cancelled).toMatchObject({ status: 'cancelled', cancelledBy: 'wang' });
  expect(() => approve(cancelled, 'ji', now)).toThrow(breaks('planned-window.wrong-state'));
  expect(() => ended(cancelled, '10 04:00')).toThrow(breaks('planned-window.wrong-state'));
});

it('2.2.1c, A5: its end is told once and corrected with a reason; both stay on record', () => {
  const once = ended(approved, '10 04:25');
  expect(() => ended(once, '10 04:30')).toThrow(breaks('planned-window.ended'));
  const corrected = ended(once, '10 04:30', '日志为准');
  expect(corrected.ends.map(({ endedAt }) => endedAt)).toEqual([at('10 04:25'), at('10 04:30')]);
  expect(() => ended(approved, '10 04:30', '日志为准')).toThrow(breaks('planned-window.not-ended'));
});

it('its end is not before its beginning, nor ahead of now', () => {
  expect(() => ended(approved, '10 01:59')).toThrow(breaks('planned-window.not-begun', '/endedAt'));
  expect(() => ended(approved, '10 06:06')).toThrow(breaks('planned-window.in-future', '/endedAt'));
});

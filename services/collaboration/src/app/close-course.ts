import { useCase } from '@steward/messaging';
import { toWire } from '@steward/money';
import { IsUUID } from 'class-validator';
import { close } from '../domain/course';
import { insertShares, loadCourse, saveCourse, seatsByVendor } from '../storage/courses';

export class CloseCourse {
  @IsUUID() courseId!: string;
}

/** Closes a course and splits its cost among the enterprise and the vendors. Clause 3.1.2. */
export const closeCourse = useCase(CloseCourse, async (tx, { courseId }) => {
  const course = await loadCourse(tx, courseId);
  const { state, events } = close(course, await seatsByVendor(tx, courseId), tx.now);
  saveCourse(tx, state.course);
  insertShares(tx, courseId, state.shares);
  tx.publish(events);
  const shares = state.shares.map(({ vendorId, amount }) => ({ vendorId, ...toWire(amount) }));
  return { courseId, status: state.course.status, shares };
});

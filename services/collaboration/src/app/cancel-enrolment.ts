import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { cancel } from '../domain/course';
import { loadCourse, loadEnrolment, saveCourse, saveEnrolment } from '../storage/courses';

export class CancelEnrolment {
  @IsUUID() courseId!: string;
  @IsUUID() enrolmentId!: string;
}

/** Gives a seat back while the course is open. Clause 3.1.2. */
export const cancelEnrolment = useCase(CancelEnrolment, async (tx, { courseId, enrolmentId }) => {
  const course = await loadCourse(tx, courseId);
  const state = cancel(course, await loadEnrolment(tx, courseId, enrolmentId), tx);
  saveCourse(tx, state.course);
  saveEnrolment(tx, state.enrolment);
  return { enrolmentId, status: state.enrolment.status };
});

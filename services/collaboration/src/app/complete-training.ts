import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { complete } from '../domain/course';
import { loadCourse, loadEnrolment, saveEnrolment } from '../storage/courses';

export class CompleteTraining {
  @IsUUID() courseId!: string;
  @IsUUID() enrolmentId!: string;
}

/** A person has passed the course and gets a certificate. Clause 3.1.2. */
export const completeTraining = useCase(CompleteTraining, async (tx, { courseId, enrolmentId }) => {
  const course = await loadCourse(tx, courseId);
  const { state, events } = complete(course, await loadEnrolment(tx, courseId, enrolmentId), tx);
  saveEnrolment(tx, state);
  tx.publish(events);
  return { enrolmentId, status: state.status };
});

import { useCase } from '@steward/messaging';
import { IsUUID } from 'class-validator';
import { enrol, ensureOwnPeople } from '../domain/course';
import { vendorOf } from '../domain/sides';
import { loadCourse, saveCourse, saveEnrolment, standingOf } from '../storage/courses';

export class EnrolPerson {
  @IsUUID() courseId!: string;
  /** Whose person it is; a vendor names itself. */
  @IsUUID() vendorId!: string;
  /** As in the vendor's roster. */
  @IsUUID() personId!: string;
}

/** Takes a seat of a course, no more than the tier is entitled to and there are. Clause 3.1.2. */
export const enrolPerson = useCase(EnrolPerson, async (tx, input) => {
  ensureOwnPeople(vendorOf(tx.actor), input.vendorId);
  const course = await loadCourse(tx, input.courseId);
  const standing = await standingOf(tx, input);
  const state = enrol(course, standing, { id: tx.newId(), personId: input.personId }, tx.now);
  saveCourse(tx, state.course);
  saveEnrolment(tx, state.enrolment);
  return { enrolmentId: state.enrolment.id, seatsLeft: state.course.seats - state.course.seatsTaken };
});

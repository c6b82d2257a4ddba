import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { UseCases, type Actor, type Asked } from '@steward/messaging';
import { ActingAs, Permission, WhoAsks } from '@steward/platform';
import { cancelEnrolment } from '../app/cancel-enrolment';
import { closeCourse } from '../app/close-course';
import { completeTraining } from '../app/complete-training';
import { EnrolPerson, enrolPerson } from '../app/enrol-person';
import { OfferCourse, offerCourse } from '../app/offer-course';
import { CoursesPage, coursesPage, EnrolmentsPage, enrolmentsPage } from '../storage/course-views';

/** The course is named by the path. */
class EnrolPersonBody extends OmitType(EnrolPerson, ['courseId']) {}

@Controller('v1')
export class CoursesController {
  constructor(private readonly useCases: UseCases) {}

  /** Lists courses, and what of their cost the caller may see. Clause 3.1.2. */
  @Get('courses')
  @Permission('courses.read')
  courses(@Query() page: CoursesPage, @ActingAs() actor: Actor) {
    return this.useCases.read(coursesPage, page, actor);
  }

  /** Lists seats that are taken; a vendor sees its own. Clause 3.1.2. */
  @Get('enrolments')
  @Permission('courses.read')
  enrolments(@Query() page: EnrolmentsPage, @ActingAs() actor: Actor) {
    return this.useCases.read(enrolmentsPage, page, actor);
  }

  /** Shares a training with the vendors. Clause 3.1.2. */
  @Post('courses')
  @Permission('courses.offer')
  offer(@Body() body: OfferCourse, @WhoAsks() asked: Asked) {
    return this.useCases.run(offerCourse, body, asked);
  }

  /** Takes a seat for one of a vendor's people. Clause 3.1.2. */
  @Post('courses/:courseId/enrolments')
  @Permission('courses.enrol')
  enrol(@Param('courseId') courseId: string, @Body() body: EnrolPersonBody, @WhoAsks() asked: Asked) {
    return this.useCases.run(enrolPerson, { ...body, courseId }, asked);
  }

  /** Gives a seat back. Clause 3.1.2. */
  @Post('courses/:courseId/enrolments/:enrolmentId/cancellation')
  @Permission('courses.enrol')
  cancel(
    @Param('courseId') courseId: string,
    @Param('enrolmentId') enrolmentId: string,
    @WhoAsks() asked: Asked,
  ) {
    return this.useCases.run(cancelEnrolment, { courseId, enrolmentId }, asked);
  }

  /** A person has passed: the certificate is told to all services. Clause 3.1.2. */
  @Post('courses/:courseId/enrolments/:enrolmentId/completion')
  @Permission('courses.offer')
  complete(
    @Param('courseId') courseId: string,
    @Param('enrolmentId') enrolmentId: string,
    @WhoAsks() asked: Asked,
  ) {
    return this.useCases.run(completeTraining, { courseId, enrolmentId }, asked);
  }

  /** Closes a course and splits its cost. Clause 3.1.2. */
  @Post('courses/:courseId/closing')
  @Permission('courses.offer')
  close(@Param('courseId') courseId: string, @WhoAsks() asked: Asked) {
    return this.useCases.run(closeCourse, { courseId }, asked);
  }
}

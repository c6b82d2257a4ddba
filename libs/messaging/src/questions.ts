import { checked, InputRefused } from './input';

/** One question, or a list of them, which a list answers. */
export type OneOrMany<Q> = Q | readonly Q[];
/** So many may be asked at once. */
export const MOST_QUESTIONS = 100;

/**
 * Answers a question, or each of a list, once all of them fit their class. Throws InputRefused; in a list,
 * with the place of the question.
 */
export async function answered<Q extends object, A>(
  { input, answer }: { readonly input: new () => Q; readonly answer: (question: Q) => A },
  asked: OneOrMany<Q>,
): Promise<OneOrMany<A>> {
  if (!isList(asked)) return answer(await checked(input, asked));
  if (asked.length > MOST_QUESTIONS) throw refused('', 'arrayMaxSize', `At most ${MOST_QUESTIONS} questions`);
  const questions: Q[] = [];
  for (const [index, question] of asked.entries()) {
    const place = `/${index}`;
    if (question === null || typeof question !== 'object' || Array.isArray(question)) {
      throw refused(place, 'isObject', 'A question must be an object');
    }
    questions.push(await checked(input, question, place));
  }
  return questions.map(answer);
}

const isList = <Q>(asked: OneOrMany<Q>): asked is readonly Q[] => Array.isArray(asked);
const refused = (path: string, rule: string, message: string) => new InputRefused([{ path, rule, message }]);

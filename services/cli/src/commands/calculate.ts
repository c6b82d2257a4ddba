import { CALCULATORS, type Calculator } from '@steward/calculators';
import { text } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { misuse, reasonOf } from '../failure';
import { fitted } from '../fitted';

/**
 * Answers a question in JSON, and a list of questions by a list. Throws a Failure of one sentence, exit code
 * 2, that names the place of what is wrong; then nothing is answered.
 */
export async function calculate(kind: string, input: Readable): Promise<string> {
  const calculators: Readonly<Record<string, Calculator>> = CALCULATORS;
  const calculator = Object.hasOwn(calculators, kind) ? calculators[kind]! : null;
  if (!calculator) {
    throw misuse(`There is no calculator ${kind}; there are ${Object.keys(calculators).join(', ')}.`);
  }
  const asked = parsed(await text(input));
  const answers = Array.isArray(asked)
    ? asked.map((question, index) => answered(calculator, question, `[${index}]`))
    : answered(calculator, asked, '');
  return JSON.stringify(answers);
}

function answered({ input, answer }: Calculator, question: unknown, place: string): object {
  if (question === null || typeof question !== 'object' || Array.isArray(question)) {
    throw misuse(`The question does not fit: ${place || 'it'} must be an object.`);
  }
  const { value, faults } = fitted(input, question, place);
  if (faults.length > 0) throw misuse(`The question does not fit: ${faults[0]}.`);
  return answer(value);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw misuse(`The question is not JSON: ${reasonOf(error).replaceAll(/\s+/g, ' ')}.`);
  }
}

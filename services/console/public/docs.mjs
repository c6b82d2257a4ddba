import { DOCS_WORDS } from './docs-words.mjs';
import { speech } from './speech.mjs';

speech(DOCS_WORDS, () => {}).speak();

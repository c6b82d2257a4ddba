const { document, localStorage } = globalThis;
const LANGUAGE = 'steward-language';

/** The reader's language, kept from page to page. */
export let language = localStorage.getItem(LANGUAGE) === 'en' ? 'en' : 'zh';

/**
 * Lets a page speak: `speak` says every `data-word` in the reader's language, and is called again when the
 * button for the other one is pressed. `redraw` shows what a page says by itself.
 */
export function speech(words, redraw) {
  const say = (word) => words[language][word];
  const button = document.getElementById('language');
  const speak = () => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    document.title = say('title');
    for (const place of document.querySelectorAll('[data-word]')) place.textContent = say(place.dataset.word);
    button.textContent = say('language');
    redraw();
  };
  button.addEventListener('click', () => {
    language = language === 'zh' ? 'en' : 'zh';
    localStorage.setItem(LANGUAGE, language);
    speak();
  });
  return { say, speak };
}

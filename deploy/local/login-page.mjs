const TEXTS = {
  en: {
    title: 'Sign in to Steward',
    login: 'Login',
    password: 'Password',
    enter: 'Sign in',
    refused: 'Not known.',
  },
  zh: { title: '登录 Steward', login: '账号', password: '密码', enter: '登录', refused: '账号或密码不对。' },
};

const escaped = (text) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/**
 * The page where a person signs in, in the language that the browser asks for.
 *
 * @param {{ acceptLanguage?: string, action: string, login?: string, isRefused?: boolean }} shown
 */
export function loginPage({ acceptLanguage = '', action, login = '', isRefused = false }) {
  const language = /^zh/i.test(acceptLanguage) ? 'zh' : 'en';
  const text = TEXTS[language];
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<title>${text.title}</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 20rem; margin: 15vh auto; padding: 0 1rem }
  label, input, button { display: block; width: 100%; box-sizing: border-box }
  input, button { font: inherit; padding: .5rem; margin: .25rem 0 1rem }
</style>
<h1>${text.title}</h1>
${isRefused ? `<p role="alert">${text.refused}</p>` : ''}
<form method="post" action="${escaped(action)}">
  <label for="login">${text.login}</label>
  <input id="login" name="login" value="${escaped(login)}" autocomplete="username" required autofocus>
  <label for="password">${text.password}</label>
  <input id="password" name="password" type="password" autocomplete="current-password" required>
  <button>${text.enter}</button>
</form>
</html>`;
}

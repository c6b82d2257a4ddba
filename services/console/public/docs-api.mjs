const { document, location, matchMedia, SwaggerUIBundle } = globalThis;

/** The page is named by its service, as /docs/contracts. */
const service = location.pathname.split('/').at(-1);

document.title = `Steward ${service}`;
document.documentElement.classList.toggle('dark-mode', matchMedia('(prefers-color-scheme: dark)').matches);
SwaggerUIBundle({
  dom_id: '#api',
  url: `/docs/${service}.openapi.json`,
  deepLinking: true,
  showExtensions: true, // the permission that an operation asks for
  validatorUrl: null, // nobody else is asked
});

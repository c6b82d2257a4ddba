/* The image's entry: its service was chosen when it was built. Arguments, as `migrate`, are the service's. */
require(`./services/${process.env.SERVICE}/dist/main.js`);

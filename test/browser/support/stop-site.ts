export { stopSite as default } from './site.js';

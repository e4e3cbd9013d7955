// Starts the GOV.UK and MOJ components of a page. Loaded as a module; pages are complete without it.
import { initAll } from "/static/vendor/govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

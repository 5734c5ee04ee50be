// The form of a subject: everything works without this; it adds tabs, side by side, lists of names and counters.
import { tabs } from "./tabs.js"
import { names } from "./names.js"
import { counters } from "./counters.js"
import { autosave } from "./autosave.js"
import { choose } from "./choose.js"
import { offerFound } from "./found.js"
import { sending } from "./sending.js"

tabs(document)
document.querySelectorAll("[data-names]").forEach(names)
counters(document)

const form = document.getElementById("subject-form")
const saving = autosave(form)
sending(form, saving)
choose(form)
if (saving) offerFound(form, saving)

// The form of a subject: everything works without this; it adds tabs, side by side, lists of names and counters.
import { tabs } from "./tabs.js"
import { names } from "./names.js"
import { counters } from "./counters.js"
import { start } from "./start.js"
import { goTo } from "./goto.js"
import { folds } from "./folds.js"
import { keys } from "./keys.js"
import { picture } from "./picture.js"
import { editors } from "./editors.js"
import { editorWords } from "./editor_words.js"
import { firstHelp } from "./first.js"
import { autosave } from "./autosave.js"
import { choose } from "./choose.js"
import { offerFound } from "./found.js"
import { sending } from "./sending.js"
import { outdated } from "./outdated.js"
import { nextStep } from "./next.js"

const languages = tabs(document)
start(document, languages)
folds(document)
goTo(document, languages)
keys(document)
document.querySelectorAll("[data-picture]").forEach(picture)
firstHelp(document)
editorWords(document)
editors(document, document.getElementById("subject-form").dataset)
document.querySelectorAll("[data-names]").forEach(names)
counters(document)
outdated(document)
nextStep(document)

const form = document.getElementById("subject-form")
const saving = autosave(form)
sending(form, saving)
choose(form)
if (saving) offerFound(form, saving)

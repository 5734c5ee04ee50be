// Languages as tabs (ARIA tabs pattern), on a phone as a select; and a second language to read beside.
const KEY = "fps-tab"

export function tabs(root) {
  const list = root.querySelector("[data-tabs]")
  const panels = [...root.querySelectorAll("[data-panel]")]
  if (!list || panels.length < 2) return { show() {}, beside() {} }
  list.setAttribute("role", "tablist")
  const made = panels.map((panel) => {
    const head = panel.querySelector(".panel-head")
    const tab = document.createElement("button")
    tab.type = "button"
    tab.id = `tab-${panel.dataset.panel}`
    tab.setAttribute("role", "tab")
    tab.setAttribute("aria-controls", panel.id)
    tab.append(...head.cloneNode(true).childNodes)
    const faults = panel.querySelectorAll(".errorlist").length
    if (faults) tab.insertAdjacentHTML("beforeend", ` <span class="errors-count">! ${faults}</span>`)
    panel.setAttribute("role", "tabpanel")
    panel.setAttribute("aria-labelledby", tab.id)
    head.classList.add("visually-hidden")
    list.append(tab)
    return tab
  })
  const select = narrowChooser(list, panels, made, (code) => show(code))
  const show = (wanted, focus) => {
    made.forEach((tab, place) => {
      const chosen = panels[place].dataset.panel === wanted
      tab.setAttribute("aria-selected", chosen)
      tab.tabIndex = chosen ? 0 : -1
      panels[place].hidden = !chosen
      if (chosen && focus) tab.focus()
    })
    select.value = wanted
    sessionStorage.setItem(KEY, wanted)
    beside.update(wanted)
    document.dispatchEvent(new Event("tab-shown"))
  }
  const codes = panels.map((panel) => panel.dataset.panel)
  made.forEach((tab, place) => {
    tab.addEventListener("click", () => show(codes[place]))
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
      const end = { Home: 0, End: codes.length - 1 }[event.key]
      if (step === undefined && end === undefined) return
      event.preventDefault()
      show(codes[end ?? (place + step + codes.length) % codes.length], true)
    })
  })
  const beside = besideChooser(list, panels)
  const named = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)))
  const fromHash = panels.find((panel) => named && panel.contains(named))?.dataset.panel
  const faulty = panels.find((panel) => panel.querySelector(".errorlist"))?.dataset.panel
  const wanted = [fromHash, faulty, sessionStorage.getItem(KEY), codes[0]].find((code) => codes.includes(code))
  show(wanted)
  beside.choose(list.dataset.beside.split(":")[1] ?? "")
  if (named && named.matches("input, textarea, select")) named.focus()
  document.addEventListener("keydown", (event) => {
    const place = "1234".indexOf(event.key)
    if (event.ctrlKey && event.altKey && place >= 0 && codes[place]) {
      event.preventDefault()
      show(codes[place], true)
    }
  })
  return { show, beside: beside.choose }
}

// The state of each language in words, as a select can say it.
function narrowChooser(list, panels, made, show) {
  const label = document.createElement("label")
  label.className = "tabs-select"
  label.append(`${list.dataset.languageLabel} `)
  const select = document.createElement("select")
  panels.forEach((panel, place) => {
    const [name, ...states] = [...made[place].children].map((part) => part.textContent.trim())
    const option = new Option([name, states.join(", ")].filter(Boolean).join(" · "), panel.dataset.panel)
    select.add(option)
  })
  select.setAttribute("aria-label", list.dataset.languageLabel)
  select.addEventListener("change", () => show(select.value))
  label.append(select)
  list.after(label)
  return select
}

function besideChooser(list, panels) {
  const readable = panels.filter((panel) => panel.querySelector("[data-reading]"))
  const main = panels[0].parentElement
  if (!readable.length) return { update() {}, choose() {} }
  const label = document.createElement("label")
  label.className = "tabs-more"
  label.textContent = `${list.dataset.besideLabel} `
  const select = document.createElement("select")
  select.add(new Option(list.dataset.besideNone, ""))
  readable.forEach((panel) => select.add(new Option(panel.querySelector(".panel-head [lang]").textContent, panel.dataset.panel)))
  label.append(select)
  list.parentElement.querySelector(".tabs-select").after(label)
  let column = null
  let current = ""
  const draw = () => {
    column?.remove()
    column = null
    main.classList.toggle("two", Boolean(select.value))
    const source = select.value && select.value !== current && main.querySelector(`[data-reading="${select.value}"]`)
    if (!source) return main.classList.remove("two")
    column = source.cloneNode(true)
    column.classList.remove("beside-only")
    column.classList.add("beside")
    delete column.dataset.reading
    main.append(column)
  }
  select.addEventListener("change", draw)
  const choose = (code) => { select.value = code; draw() }
  return { update(code) { current = code; draw() }, choose }
}

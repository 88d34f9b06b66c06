// Keeps a page live: refreshes it, shows times in the viewer's zone, sends actions as JSON and shows their outcome.
(() => {
  "use strict";

  const EVERY = 5000;
  const SOON = 1100; // An overview may be a second old.
  const READ = 10000; // So long a good outcome is shown.
  const PAUSED = "tds-paused";

  const root = document.documentElement;
  const outcome = document.getElementById("outcome");
  const outage = document.getElementById("outage");
  const pause = document.getElementById("pause");
  const dismiss = document.getElementById("dismiss");
  let outageSince = null;
  let answered = new Date();
  let focused = null;
  let submitted = null;
  let acting = false;
  let leaving = 0;

  root.classList.add("scripted");

  // The words come with the page. In them {0} stands for a value.
  const words = document.getElementById("words").dataset;

  function fill(text, ...values) {
    return text.replace(/\{(\d)\}/g, (place, number) => values[number]);
  }

  function count(number) {
    return number.toLocaleString("en");
  }

  // The server writes UTC, which stays as the title. Dates are in the page's language, as the viewer's region writes them.
  const languages = [...navigator.languages, root.lang].filter((each) => each.split("-")[0] === root.lang);
  const asServer = { numberingSystem: "latn", calendar: "gregory" };
  const clock = new Intl.DateTimeFormat(languages, { ...asServer, hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
  const day = new Intl.DateTimeFormat(languages, { ...asServer, day: "numeric", month: "short" });
  const year = new Intl.DateTimeFormat(languages, { ...asServer, day: "numeric", month: "short", year: "numeric" });

  function localised(time, now) {
    const date = time.getFullYear() === now.getFullYear() ? day : year;
    return time.toDateString() === now.toDateString() ? clock.format(time) : date.format(time) + " " + clock.format(time);
  }

  // In lists a time of today is shown by its distance, with the time itself as the title.
  const DAY = 86400;
  const UNITS = [["second", 1], ["minute", 60], ["hour", 3600]];

  function relative(time, now) {
    const seconds = Math.round((time - now) / 1000);
    const away = Math.abs(seconds);
    if (away === 0 || away >= DAY) {
      return away === 0 ? words.now : null;
    }
    // As the server does: one unit, and two of it at least.
    const [unit, size] = UNITS.findLast(([, each]) => away >= 2 * each) ?? UNITS[0];
    return fill(seconds < 0 ? words.ago : words.in, fill(words[unit], Math.trunc(away / size)));
  }

  function localise(element) {
    const now = new Date();
    for (const each of element.querySelectorAll("time[datetime]")) {
      const time = new Date(each.dateTime);
      const away = each.closest(".rows") && relative(time, now);
      each.textContent = away || localised(time, now);
      if (away) {
        each.dataset.utc ??= each.title;
        each.title = localised(time, now) + ", " + each.dataset.utc;
      }
    }
  }

  // A tab in the background says that something is wrong. Each answer says how the system is.
  const title = document.title;

  function markTitle() {
    const wrong = !outage.hidden || ["warning", "critical"].includes((document.querySelector("#live [data-health]") ?? root).dataset.health);
    document.title = (wrong ? "(!) " : "") + title;
  }

  // Days are days of the viewer. A zone in the address stays.
  function sayZone() {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    for (const each of document.querySelectorAll("input[data-zone]")) {
      each.value ||= zone;
    }
    for (const each of document.querySelectorAll("a[data-zone]:not([href*='zone='])")) {
      const address = each.getAttribute("href");
      each.setAttribute("href", address + (address.includes("?") ? "&" : "?") + "zone=" + encodeURIComponent(zone));
    }
  }

  // A good outcome leaves by itself. A failure stays until it is dismissed.
  function say(text, failed, language = root.lang) {
    clearTimeout(leaving);
    outcome.textContent = text;
    outcome.lang = language;
    outcome.classList.toggle("failed", failed);
    dismiss.hidden = text === "";
    if (text !== "" && !failed) {
      leaving = setTimeout(() => say("", false), READ);
    }
  }

  // A refresh does not interrupt a user who is about to act.
  function busy(live) {
    const focus = document.activeElement;
    return live.querySelector("details[open], input[name=ids]:checked") || (live.contains(focus) && focus.matches("input:not([type=checkbox]), select, textarea"));
  }

  function isPaused() {
    return sessionStorage.getItem(PAUSED) === "true";
  }

  // The page also asks while the user is busy. It shows no new figures then, but it shows if the API is gone.
  function refresh() {
    const live = document.getElementById("live");
    if (live && !document.hidden) {
      htmx.trigger(live, "refresh");
    }
  }

  const pauseUpdates = pause.textContent;

  function showPause() {
    pause.textContent = isPaused() ? pause.dataset.resume : pauseUpdates;
  }

  // Identifies a link, a copied id, a chosen row or a question by its target. Rows move, and the focus must not land on another row's action. A
  // kind that was paused is then to be resumed.
  function aim(element) {
    const target = element.getAttribute("href") ?? element.dataset.copy ?? (element.name === "ids" ? element.value : null) ?? element.closest("details")?.querySelector("form")?.getAttribute("hx-post");
    return target?.replace(/^(kinds\/.*)\/(pause|resume)$/, "$1") ?? null;
  }

  function focusOn(live, wanted) {
    const found = [...live.querySelectorAll("a, summary, button[data-copy], input[name=ids]")].find((each) => aim(each) === wanted);
    (found ?? document.getElementById("main")).focus({ preventScroll: true });
  }

  // The problem page has the reason in words.
  function problem(xhr) {
    const page = new DOMParser().parseFromString(xhr.responseText, "text/html");
    return page.getElementById("problem")?.textContent.split(".")[0] ?? fill(words.answers, xhr.status);
  }

  // When the figures on the page were read. A view that does not say so was read when it came.
  function figuresAt() {
    const asOf = document.querySelector("#live .system-status .asof time");
    return asOf ? new Date(asOf.dateTime) : answered;
  }

  function lost(how) {
    outageSince ??= figuresAt();
    document.getElementById("outage-how").textContent = how;
    document.getElementById("outage-since").textContent = clock.format(outageSince);
    outage.hidden = false;
    root.classList.add("stale");
    markTitle();
  }

  function back() {
    answered = new Date();
    outageSince = null;
    outage.hidden = true;
    root.classList.remove("stale");
    markTitle();
  }

  function answerOf(xhr) {
    try {
      return JSON.parse(xhr.responseText);
    } catch {
      return {};
    }
  }

  // The API answers in English. On a page in another language the button says what was done.
  const isEnglish = root.lang === "en";

  function outcomeOf(answer) {
    return isEnglish && answer.message ? answer.message + "." : fill(words.done, submitted.textContent);
  }

  // A bulk counts first. Only a counted one can start.
  function counted(form, answer) {
    const message = isEnglish ? answer.message : fill(form.dataset.counted, count(answer.taken), count(answer.stay ?? 0));
    const most = answer.matched > answer.taken ? fill(words.of, count(answer.matched)) : "";
    form.querySelector(".counted").textContent = message + most + ".";
    offerActs(form, answer.taken > 0);
    offerFurther(form, answer);
    goOn(form);
  }

  // A button that is disabled while the API answers loses the focus. It goes to what comes next.
  function goOn(form) {
    if (document.activeElement === document.body) {
      const next = form.querySelector(".act:not([hidden])") ?? form.querySelector(".further:not([hidden])");
      (next ?? (submitted?.hidden ? form.querySelector("button:not([hidden])") : submitted))?.focus();
    }
  }

  function uncount(form) {
    form.querySelector(".counted").textContent = "";
    offerActs(form, false);
    offerFurther(form, {});
  }

  function offerActs(form, offered) {
    for (const each of form.querySelectorAll(".act, .or")) {
      each.hidden = !offered;
    }
  }

  // A list that one bulk does not reach the end of goes on from there.
  function offerFurther(form, answer) {
    const further = form.querySelector(".further");
    if (further) {
      further.hidden = !answer.next;
      further.dataset.after = answer.next ?? "";
    }
  }

  function acted(form, xhr) {
    const answer = answerOf(xhr);
    if (xhr.status < 200 || xhr.status > 299) {
      say(answer.detail || fill(words.notDone, xhr.status), true, answer.detail ? "en" : root.lang);
      goOn(form);
    } else if (answer.dry_run) {
      counted(form, answer);
    } else if (answer.bulk_id) {
      location.assign(new URL("view/bulk/" + answer.bulk_id, document.baseURI));
    } else {
      say(outcomeOf(answer), false);
      if (form.matches(".bulk")) {
        uncount(form);
        offerFurther(form, answer);
      }
      acting = true;
      setTimeout(refresh, SOON);
      if (answer.next) {
        goOn(form);
        return;
      }
      const ask = form.closest("details");
      ask.open = false;
      ask.querySelector("summary").focus();
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    localise(document);
    setInterval(() => localise(document), 30000);
    sayZone();
    markTitle();
    showPause();
    const every = Number(document.getElementById("live")?.dataset.every ?? EVERY);
    setInterval(() => isPaused() || refresh(), every);
  });
  document.addEventListener("visibilitychange", () => isPaused() || refresh());
  const menu = document.getElementById("menu");
  menu.addEventListener("click", () => {
    menu.setAttribute("aria-expanded", String(document.querySelector(".bar").classList.toggle("open")));
  });

  // The server knows the choices, so that a page comes in its colours and its language.
  function choose(name, value) {
    const path = new URL(".", document.baseURI).pathname;
    document.cookie = name + "=" + value + "; path=" + path + "; samesite=strict; max-age=" + (value === "" ? 0 : 31536000);
  }

  document.getElementById("theme").addEventListener("change", (event) => {
    choose("tds-theme", event.target.value);
    root.dataset.theme = event.target.value;
    document.dispatchEvent(new Event("tds:theme"));
  });
  document.getElementById("language").addEventListener("change", (event) => {
    choose("tds-language", event.target.value);
    location.reload();
  });

  pause.addEventListener("click", () => {
    sessionStorage.setItem(PAUSED, String(!isPaused()));
    showPause();
    if (!isPaused()) {
      refresh();
    }
  });

  dismiss.addEventListener("click", () => {
    say("", false);
    document.getElementById("main").focus({ preventScroll: true });
  });

  // On a page that came without TLS browsers copy only what is selected.
  function copySelected(text) {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const copied = document.execCommand("copy");
    area.remove();
    return copied;
  }

  // The operations guide sets TDS_AUTH.
  function curl(address) {
    return "curl -sf $TDS_AUTH '" + new URL(address, document.baseURI).href.replaceAll("'", "%27") + "'";
  }

  async function copy(button) {
    const text = button.dataset.copy ?? (button.dataset.copyOf ? document.getElementById(button.dataset.copyOf).textContent : curl(button.dataset.curl));
    let copied;
    try {
      await navigator.clipboard.writeText(text);
      copied = true;
    } catch {
      copied = copySelected(text);
      button.focus();
    }
    say(copied ? fill(words.copied, button.dataset.copyOf ? words.theBody : text) : words.noCopy, !copied);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-copy], button[data-copy-of], button[data-curl]");
    if (button) {
      copy(button);
    }
  });

  // Shortcuts, except where a person types. After a g the first letter of a view leads there.
  const keys = document.getElementById("keys");
  const VIEWS = { o: "./", e: "view/events", f: "view/dead-letter", r: "view/refused", a: "view/audit" };
  let going = false;

  function shortcut(key) {
    const view = going && VIEWS[key];
    going = key === "g";
    if (view) {
      document.querySelector(`nav a[href^="${view}"]`).click();
    } else if (key === "/") {
      document.getElementById("find").select();
    } else if (key === "?") {
      keys.showModal();
    } else if (key === "p") {
      pause.click();
    } else {
      return false;
    }
    return true;
  }

  document.addEventListener("keydown", (event) => {
    const typed = event.ctrlKey || event.metaKey || event.altKey || keys.open || event.target.matches("input:not([type=checkbox]), select, textarea");
    if (!typed && shortcut(event.key)) {
      event.preventDefault();
    }
  });
  document.getElementById("show-keys").addEventListener("click", () => keys.showModal());

  const mostLines = 5000;

  // Makes each object and list of indented JSON a part that folds. The text stays as it is, with every digit.
  function fold(pre) {
    const lines = pre.textContent.split("\n");
    if (lines.length > mostLines) {
      return;
    }
    const open = [pre];
    pre.textContent = "";
    for (const line of lines) {
      if (/^\s*[}\]]/.test(line) && open.length > 1) {
        open.pop();
        open.at(-1).append(line + "\n");
      } else if (/[{[]$/.test(line)) {
        const part = document.createElement("details");
        part.open = open.length < 3;
        const summary = document.createElement("summary");
        summary.textContent = line;
        part.append(summary);
        open.at(-1).append(part);
        open.push(part);
      } else {
        open.at(-1).append(line + "\n");
      }
    }
  }

  // What is closed is text again, since an open part would hold back the updates of the page.
  document.addEventListener("toggle", (event) => {
    const pre = event.target.matches("details.body") && event.target.querySelector("pre[data-fold]");
    if (pre && event.target.open) {
      pre.dataset.text ??= pre.textContent;
      fold(pre);
    } else if (pre && pre.dataset.text) {
      pre.textContent = pre.dataset.text;
    }
  }, true);

  // Only one question is open at a time. Escape closes it.
  document.addEventListener("toggle", (event) => {
    if (event.target.matches("details.ask") && event.target.open) {
      for (const each of document.querySelectorAll("details.ask[open]")) {
        if (each !== event.target && !each.contains(event.target)) {
          each.open = false;
        }
      }
    }
  }, true);
  document.addEventListener("keydown", (event) => {
    const ask = event.key === "Escape" && document.querySelector("details.ask[open]");
    if (ask) {
      ask.open = false;
      ask.querySelector("summary").focus();
    }
  });
  // A count starts at the beginning, or where its button says. What it counted is what can be taken.
  document.addEventListener("click", (event) => {
    const count = event.target.closest("form.bulk button[name=dry_run]");
    if (count?.form.elements.after) {
      count.form.elements.after.value = count.dataset.after ?? "";
    }
  });
  // The actions on chosen rows stand there as long as a row is chosen.
  document.addEventListener("change", (event) => {
    const boxes = [...document.querySelectorAll("input[name=ids]:not([disabled])")];
    if (event.target.matches("[data-pick-all]")) {
      boxes.forEach((each) => { each.checked = event.target.checked; });
    }
    if (event.target.matches("[data-pick-all], [name=ids]")) {
      const picked = boxes.filter((each) => each.checked).length;
      document.querySelector("[data-picked]").textContent = picked === 0 ? "" : fill(words.chosen, count(picked));
      document.querySelector("[data-pick-all]").checked = picked > 0 && picked === boxes.length;
    }
  });
  document.addEventListener("submit", (event) => {
    submitted = event.submitter;
  }, true);
  document.addEventListener("input", (event) => {
    const form = event.target.name !== "reason" && event.target.closest("form.bulk");
    if (form) {
      uncount(form);
    }
  });

  // Whatever the user opened in the meantime stays open, and the focus stays.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const live = document.getElementById("live");
    if (event.detail.requestConfig.verb !== "get" || !live) {
      return;
    }
    if (live.dataset.reload && event.detail.xhr.status < 300) {
      location.reload();
    }
    event.detail.shouldSwap &&= acting ? !live.querySelector("details.ask[open]") : !busy(live);
    acting &&= !event.detail.shouldSwap;
    focused = live.contains(document.activeElement) ? aim(document.activeElement) : null;
  });
  document.addEventListener("htmx:afterSwap", () => {
    const live = document.getElementById("live");
    localise(live);
    markTitle();
    if (focused !== null) {
      focusOn(live, focused);
    }
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const { elt, xhr, requestConfig } = event.detail;
    if (requestConfig.verb === "post") {
      if (xhr.status === 0) {
        say(words.unknown, true);
      } else {
        acted(elt, xhr);
      }
    } else if (xhr.status === 0) {
      lost(words.away);
    } else if (xhr.status > 299) {
      lost(problem(xhr));
    } else {
      root.dataset.health = xhr.getResponseHeader("TDS-Health");
      back();
    }
  });

  // Sends forms as the JSON that the endpoints take, without empty fields.
  htmx.defineExtension("json", {
    onEvent(name, event) {
      if (name === "htmx:configRequest" && event.detail.verb === "post") {
        event.detail.headers["Content-Type"] = "application/json";
        event.detail.headers.Accept = "application/json";
        // A form that also discards has the field of a reason, and a retry takes none.
        if (event.detail.path.endsWith("/retry")) {
          delete event.detail.parameters.reason;
        }
      }
    },
    encodeParameters(unused, parameters) {
      const fields = Object.fromEntries([...parameters.entries()].filter(([, value]) => value !== ""));
      return JSON.stringify(fields.ids ? { ...fields, ids: parameters.getAll("ids") } : fields);
    },
  });
})();

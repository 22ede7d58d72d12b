// The way through the form: one question at a time, a review, the result, and the
// answers as a file. Nothing here sends anything anywhere. Every text goes into the page
// as text, never as markup.

const data = JSON.parse(document.getElementById("data").textContent);
const { rules, words, questions, models, stages } = data;
const form = document.getElementById("form");
const steps = [...document.querySelectorAll(".step")];
const REVIEW = steps.length - 2;
const RESULT = steps.length - 1;
const next = document.getElementById("next");
const back = document.getElementById("back");
const title = document.getElementById("title");
let current = 0;
// Whether the question was chosen in the review, which it then leads back to.
let changing = false;

// A sentence with its gaps filled in; what fills one is not looked at again.
function say(sentence, values = {}) {
  return sentence.replace(/\{([a-z]+)\}/g, (gap, name) => (name in values ? values[name] : gap));
}

function listed(sentence, names) {
  const first = names.slice(0, -1).join(", ");
  const last = names[names.length - 1];
  return names.length < 2 ? names.join("") : say(sentence, { first, last });
}

const allOf = (names) => listed(words.and, names);
const nameOf = (model) => models[model].name;

function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
  made.append(...children.filter((child) => child !== null));
  return made;
}

const paragraph = (text, kind = "") => element("p", kind ? { class: kind } : {}, text);
const list = (tag, texts, attributes = {}) =>
  element(tag, attributes, ...texts.map((text) => element("li", {}, text)));
const section = (heading, ...children) =>
  element("section", {}, element("h2", {}, heading), ...children);

// The answers

// What is chosen for a question: an option, null for unsure, undefined for nothing yet.
function chosen(question) {
  const radio = form.querySelector(`input[name="q${question}"]:checked`);
  if (radio === null) {
    return undefined;
  }
  return radio.value === "unsure" ? null : Number(radio.value);
}

// The number typed for a question, as it was read; none where nothing is typed.
function number(question) {
  const field = document.getElementById(`q${question}-number`);
  if (field === null || field.value.trim() === "") {
    return null;
  }
  return readNumber(rules, question, questions[question].number, field.value);
}

const given = () => questions.map((_, question) => chosen(question) ?? null);

// An answer as people read it.
function answerOf(question) {
  const option = chosen(question);
  const label = option === null ? words.unsure : questions[question].options[option].label;
  const typed = number(question);
  return typed === null ? label : say(words.number, { number: typed.answer, answer: label });
}

// The text of a field without what would steer a screen, which the program refuses.
function typed(id) {
  const field = document.getElementById(id);
  const text = field === null ? "" : field.value;
  return text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, " ").trim();
}

const company = () => data.company ?? typed("company");

function today() {
  const now = new Date();
  const two = (value) => String(value).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

// The answers as the program reads them.
function answersFile() {
  const file = { questionnaire: { id: rules.questionnaire, version: rules.version } };
  const about = { company: company(), by: typed("by"), role: typed("role"), date: today() };
  Object.entries(about).filter(([, text]) => text !== "").forEach(([key, text]) => {
    file[key] = text;
  });
  rules.questions.forEach(({ id, options }, question) => {
    const option = chosen(question);
    file[id] = number(question)?.answer ?? (option === null ? "unsure" : options[option].id);
  });
  return `${JSON.stringify(file, null, 2)}\n`;
}

function fileName() {
  const parts = [company(), typed("by")].filter((part) => part !== "");
  const plain = parts.map((part) => part.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60))
    .map((part) => part.replace(/^-|-$/g, "")).filter((part) => part !== "");
  return `${[...(plain.length > 0 ? plain : ["answers"]), today()].join("-")}.json`;
}

// The way through

function show(step) {
  current = step;
  steps.forEach((section, place) => { section.hidden = place !== step; });
  document.body.dataset.step =
    ["start", "review", "result"][[0, REVIEW, RESULT].indexOf(step)] ?? "question";
  // The verdict is the heading of the result.
  document.getElementById("header").hidden = step === RESULT;
  back.hidden = step === 0;
  next.hidden = step === RESULT;
  next.textContent = step === 0 ? words.start
    : step === REVIEW ? words.show
      : changing ? words.review : words.next;
  if (step === REVIEW) {
    fillReview();
  }
  if (step === RESULT) {
    fillResult();
  }
  const heading = step === 0 ? title : steps[step].querySelector("h1, h2");
  document.title = step === 0 ? data.title : `${heading.textContent} – ${data.title}`;
  return heading;
}

// Shows a step and tells a screen reader what it is.
function move(step) {
  show(step).focus();
  window.scrollTo(0, 0);
}

function go(step) {
  history.pushState({ step }, "");
  move(step);
}

// What is wrong with the answer to a question; none where nothing is.
function complaint(question) {
  const wrong = number(question)?.wrong;
  if (wrong !== undefined) {
    return words.wrong[wrong];
  }
  return chosen(question) === undefined ? words.choose : "";
}

function advance() {
  const question = current - 1;
  if (question >= 0 && question < questions.length) {
    const message = complaint(question);
    document.getElementById(`q${question}-error`).textContent = message;
    if (message !== "") {
      const field = document.getElementById(`q${question}-number`);
      const isNumber = number(question)?.wrong !== undefined;
      (isNumber ? field : form.querySelector(`input[name="q${question}"]`)).focus();
      return;
    }
  }
  go(changing ? REVIEW : current + 1);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (current < RESULT) {
    advance();
  }
});

back.addEventListener("click", () => go(changing ? REVIEW : current - 1));

window.addEventListener("popstate", (event) => move(event.state?.step ?? 0));

questions.forEach((_, question) => {
  const field = document.getElementById(`q${question}-number`);
  // A number chooses the option that it means, and an option chosen by hand is said
  // without a number.
  field?.addEventListener("input", () => {
    const option = number(question)?.option;
    form.querySelectorAll(`input[name="q${question}"]`).forEach((radio) => {
      radio.checked = option !== undefined && radio.value === String(option);
    });
    document.getElementById(`q${question}-error`).textContent = "";
  });
  form.querySelectorAll(`input[name="q${question}"]`).forEach((radio) => {
    radio.addEventListener("change", () => {
      if (field !== null) {
        field.value = "";
      }
      document.getElementById(`q${question}-error`).textContent = "";
    });
  });
});

function fillReview() {
  changing = false;
  const rows = questions.map(({ name }, question) => {
    const change = element("button", { type: "button", class: "plain" }, words.change,
      element("span", { class: "unseen" }, `: ${name}`));
    change.addEventListener("click", () => {
      changing = true;
      go(question + 1);
    });
    return element("tr", {}, element("th", { scope: "row" }, name),
      element("td", {}, answerOf(question)), element("td", {}, change));
  });
  document.getElementById("review").replaceChildren(...rows);
}

// The result

function fillResult() {
  const result = diagnose(rules, given());
  const verdict = document.getElementById("verdict");
  const body = document.getElementById("result");
  verdict.textContent = result.ask === undefined ? verdictOf(result) : words.unsettled;
  body.replaceChildren(...(result.ask === undefined ? report(result) : unsettled(result)));
  const text = answersFile();
  document.getElementById("answers").value = text;
  const download = document.getElementById("download");
  URL.revokeObjectURL(download.href);
  download.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  download.download = fileName();
  const mail = document.getElementById("mail");
  if (mail !== null) {
    const subject = encodeURIComponent(say(words.subject, { file: fileName() }));
    const body = encodeURIComponent(text.replace(/\n/g, "\r\n"));
    mail.href = `mailto:${data.to}?subject=${subject}&body=${body}`;
  }
  document.getElementById("said").textContent = "";
}

function unsettled(result) {
  const answer = element("button", { type: "button" },
    say(words.answer, { question: questions[result.ask].name }));
  answer.addEventListener("click", () => {
    changing = true;
    go(result.ask + 1);
  });
  return [paragraph(words.help), element("p", { class: "script" }, answer), answersTable()];
}

function verdictOf(result) {
  const others = result.mix.filter((model) => !result.tied.includes(model));
  const mix = result.tied.length > 0 ? (others.length > 0 ? "both" : "tied")
    : others.length > 0 ? "mixed" : result.stages.length > 0 ? "none" : "alone";
  const most = result.totals[result.leader];
  const close = (most - result.margin) * 100 >= most * data.close;
  const margin = result.margin === 0 ? "tied" : !close ? "clear" : result.margin === 1 ? "one" : "close";
  return say(words.verdict[company() === "" ? "yours" : "company"][margin][mix], {
    company: company(),
    leader: nameOf(result.leader),
    points: String(result.margin),
    tied: allOf(result.tied.map(nameOf)),
    mixed: allOf(others.map(nameOf)),
  });
}

// The sections of the page that the program writes, in its order.
function report(result) {
  const { summary } = models[result.leader];
  return [
    summary ? paragraph(summary, "summary") : null,
    element("div", { class: "pair" }, answersTable(), why(result)),
    result.stages.length > 0 ? pipeline(result) : null,
    element("div", { class: "pair" }, ...advice(result)),
    element("footer", {}, paragraph(say(words.source, { date: today() }))),
  ].filter((part) => part !== null);
}

function answersTable() {
  const rows = questions.map(({ name }, question) => element("tr", {},
    element("th", { scope: "row" }, name), element("td", {}, answerOf(question))));
  return section(words.answers,
    element("table", { class: "answers" }, element("tbody", {}, ...rows)));
}

function why(result) {
  const counted = [result.leader, ...result.mix];
  const standing = (model) => {
    const isTied = result.totals[model] === result.totals[result.leader];
    return isTied && result.tied.length > 0 ? words.tied
      : model === result.leader ? words.leads : words.mixed;
  };
  const bodies = counted.map((model) => {
    const row = element("tr", {},
      element("th", { scope: "rowgroup" }, nameOf(model), " ",
        element("span", { class: "standing" }, standing(model))),
      element("td", { class: "number" }, String(result.totals[model])));
    const reasons = given().flatMap((option, question) => {
      const points = pointsOf(rules, question, option, model);
      return points === 0 ? [] : [element("tr", { class: "reason" },
        element("td", {}, questions[question].options[option].reason),
        element("td", { class: "number plus", dir: "ltr" }, `+${points}`))];
    });
    return element("tbody", {}, row, ...reasons);
  });
  const head = element("thead", {}, element("tr", {},
    element("th", { scope: "col" }, words.model), element("th", { scope: "col" }, words.points)));
  const few = result.ranked.filter((model) => !counted.includes(model) && result.totals[model] > 0);
  const others = few.map((model) => `${nameOf(model)} (${result.totals[model]})`).join(", ");
  const explained = few.length > 0 ? `${words.explained} ${say(words.few, { models: others })}` : words.explained;
  return section(words.why, element("table", { class: "points" }, head, ...bodies),
    paragraph(explained, "quiet"), unsureText(result));
}

const quoted = (question) => `"${questions[question].name}"`;
const unsureQuestions = () =>
  questions.map((_, question) => question).filter((question) => given()[question] === null);

function unsureText(result) {
  const all = unsureQuestions();
  if (all.length === 0) {
    return null;
  }
  const alone = all.filter((question) => result.changes.some((change) => change.question === question));
  const sentence = result.settled ? words.settled
    : alone.length === all.length ? words.each : alone.length > 0 ? words.alone : all.length === 2 ? words.both : words.together;
  return paragraph(say(sentence,
    { questions: allOf(all.map(quoted)), some: listed(words.or, alone.map(quoted)) }));
}

function pipeline(result) {
  const phases = ["prospecting", "sale", "after-sale"].map((phase) => {
    const places = result.stages.map((stage, place) => ({ ...stage, place: place + 1 }));
    const inPhase = places.filter((stage) => stage.phase === phase);
    const items = inPhase.map((stage) => stageItem(result, stage));
    return items.length === 0 ? [] : [element("h3", {}, words.phases[phase]),
      element("ol", { class: "stages", role: "list", start: inPhase[0].place }, ...items)];
  });
  const part = section(words.pipeline, ...phases.flat(),
    ...(result.assumed ? [paragraph(say(words.assumed, { model: nameOf(result.entry) }))] : []),
    ...long(result).map((remark) => paragraph(remark)));
  part.classList.add("pipeline");
  return part;
}

function stageItem(result, { stage, place, reasons, probability }) {
  const { name, goal, exit, owner } = stages[stage];
  const heading = element("h4", {}, name);
  if (probability !== null) {
    heading.append(" ", element("span", { class: "chance" }, `${probability}%`));
  }
  const owned = owner === null ? "" : `${words.owner}: ${owner}. `;
  return element("li", { value: place }, heading, paragraph(goal), paragraph(exit, "exit"),
    paragraph(`${owned}${words.here}: ${reasonOf(result, reasons)}.`, "quiet"));
}

// Why a stage is there, the nearest reason first.
function reasonOf(result, reasons) {
  if (reasons.some(({ why }) => why === "always")) {
    return words.always;
  }
  const answers = reasons.filter(({ why }) => why === "answer").map(({ question, option }) =>
    `${questions[question].name}: ${questions[question].options[option].label}`);
  const named = reasons.filter(({ why }) => why === "model" || (why === "entry" && !result.assumed));
  const all = answers.length > 0 ? answers : named.map(({ model }) => nameOf(model));
  return all.length === 0 ? words.default : say(words.because, { reasons: allOf(all) });
}

// What is said of a long pipeline: that it is one, and which neighbours to merge first.
function long(result) {
  const open = result.stages.filter(({ phase }) => phase !== "after-sale");
  if (open.length < data.long) {
    return [];
  }
  const pairs = [];
  for (let place = 1; place + 1 < open.length; place += 1) {
    const [one, other] = [open[place], open[place + 1]];
    const same = one.phase === other.phase && one.probability === other.probability;
    if ((same && !rules.stages[one.stage].opens_deal) || rules.stages[other.stage].closes_deal) {
      pairs.push(allOf([stages[one.stage].name, stages[other.stage].name]));
      place += 1;
    }
  }
  const remarks = [say(words.long, { stages: String(open.length) })];
  return pairs.length > 0 ? [...remarks, say(words.merge, { pairs: pairs.join("; ") })] : remarks;
}

function advice(result) {
  const notes = (first) => result.notes.filter((note) => note.before_first_steps === first)
    .map(({ text }) => text);
  const counts = models.map(({ steps }) => steps.length);
  const steps = firstStepsOf(result, counts).map(({ model, step }) => {
    const text = models[model].steps[step];
    return model === result.leader ? text : say(words.step, { model: nameOf(model), step: text });
  });
  const unsure = unsureQuestions();
  const after = [
    result.stages.length > 0 ? words.deals : null,
    models[result.leader].metric === null ? null
      : say(words.metric, { metric: models[result.leader].metric }),
    unsure.length === 0 ? words.again
      : say(words.later, { questions: allOf(unsure.map(quoted)) }),
  ].filter((line) => line !== null);
  const parts = [
    [words.first, "ul", notes(true)],
    [words.steps, "ol", steps],
    [notes(false).length === 1 ? words.note : words.notes, "ul", notes(false)],
    [words.after, "ul", after],
    [words.changes, "ul", changes(result)],
  ];
  return parts.filter(([, , texts]) => texts.length > 0).map(([heading, tag, texts]) =>
    section(heading, list(tag, texts, tag === "ol" ? { class: "steps" } : {})));
}

// The changes worth a line: one for each question that has an answer.
function changes(result) {
  const answered = result.changes.filter(({ question }) => given()[question] !== null);
  const first = answered.filter(({ question }, place) =>
    place === 0 || answered[place - 1].question !== question);
  return first.slice(0, data.changes).map(({ question, option, model }) => say(words.would, {
    model: nameOf(model),
    question: questions[question].name,
    option: questions[question].options[option].label,
  }));
}

document.getElementById("copy").addEventListener("click", async () => {
  const said = document.getElementById("said");
  const field = document.getElementById("answers");
  try {
    await navigator.clipboard.writeText(field.value);
    said.textContent = words.copied;
  } catch {
    // Some browsers keep the clipboard from pages that are files.
    field.focus();
    field.select();
    said.textContent = words.select;
  }
});

document.getElementById("print").addEventListener("click", () => window.print());

document.documentElement.classList.add("scripted");
document.querySelectorAll("h1, h2").forEach((heading) => heading.setAttribute("tabindex", "-1"));
history.replaceState({ step: 0 }, "");
show(0);

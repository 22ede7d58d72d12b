// The result as the page of the program shows it: the same sections in the same order,
// in the words that the program wrote into the page. Every text goes in as text, never
// as markup.

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
  const margin = result.margin === 0 ? "tied"
    : close ? (result.margin === 1 ? "one" : "close")
      : result.settled ? "clear" : "open";
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
    ...about(result),
    lostReasons(),
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
    models[result.leader].metrics.length === 0 ? null
      : say(words.metric, { metric: models[result.leader].metrics[0] }),
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

// How to work with the leader and what is level with it.
function about(result) {
  const lists = (model) => [
    [words.roles, models[model].roles],
    [words.metrics, models[model].metrics],
    [words.pitfalls, models[model].pitfalls],
  ].filter(([, texts]) => texts.length > 0).map(([heading, texts]) =>
    element("section", {}, element("h3", {}, heading), list("ul", texts)));
  return [result.leader, ...result.tied].filter((model) => lists(model).length > 0).map((model) =>
    section(say(words.about, { model: nameOf(model) }),
      element("div", { class: "lists" }, ...lists(model))));
}

function lostReasons() {
  if (data.lost_reasons.length === 0) {
    return null;
  }
  const rows = data.lost_reasons.map(({ label, help }) => element("tr", {},
    element("th", { scope: "row" }, label), element("td", {}, help ?? "")));
  return section(words.lost, element("table", { class: "lost" }, element("tbody", {}, ...rows)));
}

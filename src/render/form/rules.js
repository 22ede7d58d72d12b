// The rules of the questionnaire, applied to answers. The program wrote the table of
// rules, and scores the answers again when they come back: its result is what counts.
// Models, questions, options and stages are numbers: their places in the table.

const MOST_FIRST_STEPS = 8;

// The result of answers, an option or null (unsure) for each question. Where no model
// has the points to lead, only `ask`: the question whose answer would help most.
function diagnose(rules, given) {
  const totals = totalsOf(rules, given);
  const leader = leaderOf(rules, totals);
  if (leader === null) {
    return { totals, ask: mostHelpful(rules, given, totals) };
  }
  const ranked = rules.models.map((_, model) => model);
  // The sort is stable: equal models stay in the order that breaks ties.
  ranked.sort((one, other) => totals[other] - totals[one]);
  const most = totals[leader];
  const mix = ranked.filter((model) => totals[model] * 100 >= rules.hybrid_at * most);
  const own = ranked.find((model) => rules.models[model].has_entry && totals[model] >= rules.lead_at);
  const entry = own === undefined ? rules.default_entry : own;
  return {
    totals,
    leader,
    ranked,
    // Without the leader.
    mix: mix.slice(1),
    tied: mix.slice(1).filter((model) => totals[model] === most),
    margin: most - (ranked.length > 1 ? totals[ranked[1]] : 0),
    entry,
    assumed: own === undefined && entry !== null,
    stages: pipelineOf(rules, given, mix, entry),
    notes: rules.notes.filter((note) =>
      note.when.every(([question, options]) => options.includes(given[question]))),
    settled: isSettled(rules, given, totals, leader),
    changes: changesOf(rules, given, totals, leader),
  };
}

function totalsOf(rules, given) {
  return rules.models.map((_, model) =>
    given.reduce((sum, option, question) => sum + pointsOf(rules, question, option, model), 0));
}

function pointsOf(rules, question, option, model) {
  return option === null ? 0 : rules.questions[question].options[option].points[model];
}

// The model with the most points, the first of equal ones, if it has enough to lead.
function leaderOf(rules, totals) {
  const best = totals.indexOf(Math.max(...totals));
  return totals[best] >= rules.lead_at ? best : null;
}

// The stages with the reasons that hold, as the program orders them: the models that add
// one, strongest first, the entry, the answers.
function pipelineOf(rules, given, mix, entry) {
  const rank = (reason) => (reason.why === "model" ? mix.indexOf(reason.model) : mix.length);
  const holds = (reason) => ({
    model: () => mix.includes(reason.model),
    entry: () => reason.model === entry,
    answer: () => given[reason.question] === reason.option,
  })[reason.why]();
  // A stage that is always there needs no other reason.
  const reasonsOf = (all) => (all.some(({ why }) => why === "always")
    ? [{ why: "always" }]
    : all.filter(holds).sort((one, other) => rank(one) - rank(other)));
  const stages = rules.stages.map(({ reasons }, stage) => ({ stage, reasons: reasonsOf(reasons) }))
    .filter(({ reasons }) => reasons.length > 0);
  const opens = Math.max(0, stages.findIndex(({ stage }) => rules.stages[stage].opens_deal));
  const closes = stages.reduce(
    (last, { stage }, place) => (rules.stages[stage].closes_deal ? place : last), stages.length);
  return stages.map(({ stage, reasons }, place) => {
    const phase = place < opens ? "prospecting" : place > closes ? "after-sale" : "sale";
    const probability = phase === "sale" ? rules.stages[stage].probability : null;
    return { stage, reasons, phase, probability };
  });
}

// Whether answers to all the unsure questions together would leave the leader in front.
function isSettled(rules, given, totals, leader) {
  return rules.models.every((_, rival) => {
    if (rival === leader) {
      return true;
    }
    const least = rules.questions.reduce((sum, question, index) =>
      sum + (given[index] === null ? question.least_lead[leader][rival] : 0), 0);
    const kept = totals[leader] - totals[rival] + least;
    return kept > 0 || (kept === 0 && leader < rival);
  });
}

// Every change of one answer that would put another model in the lead.
function changesOf(rules, given, totals, leader) {
  const changes = [];
  rules.questions.forEach(({ options }, question) => options.forEach((_, option) => {
    if (option === given[question]) {
      return;
    }
    const model = leaderOf(rules, totalsWith(rules, given, totals, question, option));
    if (model !== null && model !== leader) {
      changes.push({ question, option, model });
    }
  }));
  return changes;
}

// The totals with another answer to one question.
function totalsWith(rules, given, totals, question, option) {
  return totals.map((points, model) => points
    - pointsOf(rules, question, given[question], model)
    + pointsOf(rules, question, option, model));
}

// The question whose answer can make a model lead, an unsure one first; if none can, the
// one that brings a model furthest.
function mostHelpful(rules, given, totals) {
  const best = rules.questions.map(({ options }, question) => Math.min(rules.lead_at, Math.max(
    ...options.map((_, option) =>
      Math.max(...totalsWith(rules, given, totals, question, option))))));
  const worth = (question) =>
    [best[question] === rules.lead_at, given[question] === null, best[question]].map(Number);
  const isBetter = (one, other) => {
    const place = one.findIndex((value, index) => value !== other[index]);
    return place >= 0 && one[place] > other[place];
  };
  return best.reduce((found, _, question) =>
    (isBetter(worth(question), worth(found)) ? question : found), 0);
}

// The first steps, as model and place: the leader's, the first two of each model that is
// level with it, and the first of each other model in the mix. `counts` says how many
// each model has.
function firstStepsOf(result, counts) {
  const of = (model, most) => Array.from(
    { length: Math.min(counts[model], most) }, (_, step) => ({ model, step }));
  const others = result.mix.map((model) => of(model, result.tied.includes(model) ? 2 : 1));
  return of(result.leader, MOST_FIRST_STEPS).concat(...others).slice(0, MOST_FIRST_STEPS);
}

// Reads the number of a field with its unit after it: digits and one decimal sign.
// Gives the option that it means and how an answers file writes it, or what is wrong
// with it: `digits`, `two-readings` or `range`.
function readNumber(rules, question, { sign, most }, typed) {
  const trimmed = typed.trim();
  const text = sign !== "" && trimmed.endsWith(sign) ? trimmed.slice(0, -sign.length).trim() : trimmed;
  const digits = text.replace(/^(?=[.,])/, "0").replace(/[.,]/, "");
  if (!/^([0-9]+([.,][0-9]*)?|[.,][0-9]+)$/.test(text) || digits.length > 15) {
    return { wrong: "digits" };
  }
  const { options } = rules.questions[question];
  const optionOf = (number) => (most !== null && number > most ? -1 : options.findIndex(({ range }) =>
    range !== null && (range.from === null || number >= range.from)
      && (range.below === null || number < range.below)));
  const written = text.replace(",", ".");
  const option = optionOf(Number(written));
  // To many people, 1.200 and 12,500 group their thousands.
  const isGrouped = /^[1-9][0-9]{0,2}[.][0-9]{3}$/.test(written);
  const thousands = isGrouped ? optionOf(Number(written.replace(".", ""))) : -1;
  if (option >= 0 && thousands >= 0) {
    return { wrong: "two-readings" };
  }
  if (thousands >= 0) {
    return { option: thousands, answer: written.replace(".", "") + sign };
  }
  return option >= 0 ? { option, answer: written + sign } : { wrong: "range" };
}

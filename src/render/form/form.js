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
  if (typed === null) {
    return label;
  }
  const shown = typed.answer.replace(".", words.decimal);
  return say(words.number, { number: shown, answer: label });
}

// The text of a field without what would steer a screen, which the program refuses: a
// space for what ends a line or moves the cursor, nothing for what turns the direction.
function typed(id) {
  const field = document.getElementById(id);
  const text = field === null ? "" : field.value;
  const turned = text.replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, "");
  return turned.replace(/[\p{Cc}\u2028\u2029]/gu, " ").trim();
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
  // A number chooses the option that it means, and choosing an option by hand drops the
  // number.
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

// The form in a real browser: the whole way through, by mouse and by keyboard, on three
// widths, light, dark and printed. Every step is looked at by an accessibility checker,
// nothing is asked of any server, and what is saved is read again by the program.
//
// node form.js SALESMODEL CHROMIUM FOLDER

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import { chromium } from "playwright-core";

const [salesmodel, executablePath, folder] = process.argv.slice(2);
const WIDTHS = [360, 768, 1440];
const SCHEMES = ["light", "dark"];

// What is answered, by the id of an option or as it is typed.
const GIVEN = [["choose", "outbound"], ["type", "62,5"], ["choose", "every-deal"], ["unsure"]];
const FLAGS = ["--leads", "outbound", "--revenue", "62.5%", "--sellers", "every-deal",
  "--contacts", "unsure"];
const OPTIONS = [["inbound", "outbound", "both", "referrals", "partners"],
  ["little", "some", "most", "nearly-all"], ["one", "some-deals", "every-deal"],
  ["one-or-two", "several", "everyone"]];

const run = (...args) => execFileSync(salesmodel, args, { encoding: "utf8", cwd: folder });
const form = (name, ...args) => {
  run("form", "-o", name, ...args);
  return pathToFileURL(join(folder, name)).href;
};

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
let looks = 0;

// A page on which nothing may go wrong without a word, and which may ask for nothing.
async function opened(url, options) {
  const context = await browser.newContext({ acceptDownloads: true, ...options });
  const page = await context.newPage();
  const asked = [];
  const wrong = [];
  page.on("request", (request) => asked.push(request.url()));
  page.on("pageerror", (error) => wrong.push(String(error)));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) {
      wrong.push(message.text());
    }
  });
  await page.goto(url);
  const done = async () => {
    // A saved file is a blob of the page's own.
    const others = asked.filter((other) => other !== url && !other.startsWith("blob:"));
    assert.deepEqual(others, [], "the page asks for something");
    assert.deepEqual(wrong, [], "the page complains");
    await context.close();
  };
  return { page, done };
}

// What must hold on every step: nobody is kept out, and nothing is wider than the screen.
async function look(page, where) {
  looks += 1;
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => window.axe.run());
  const found = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  assert.deepEqual(found, [], `${where}: violations`);
  const [wide, room] = await page.evaluate(() =>
    [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  assert.ok(wide <= room, `${where}: ${wide} px are wider than ${room}`);
}

const heading = (page) => page.locator(".step:not([hidden]) :is(h1, h2)").first();
const focused = (page) => page.evaluate(() => document.activeElement.id
  || document.activeElement.textContent);
const options = (page, question) => page.locator(`input[name="q${question}"]`);

// The number of the question that is shown, from 0.
async function question(page) {
  const name = await page.locator(".step:not([hidden]) input[type=radio]").first()
    .getAttribute("name");
  return Number(name.slice(1));
}

async function answer(page, place) {
  const [how, what] = GIVEN[place];
  if (how === "type") {
    await page.fill(`#q${place}-number`, what);
  } else {
    const option = how === "unsure" ? "unsure" : OPTIONS[place].indexOf(what);
    // A press on the text is one on the field, as for people.
    await page.click(`label[for="q${place}-${option}"]`);
  }
}

const saved = async (page, press) => {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  const path = join(folder, download.suggestedFilename());
  await download.saveAs(path);
  return path;
};

// The program reads what was saved, and it says what the page says.
async function readBack(page, path, about) {
  const text = readFileSync(path, "utf8");
  assert.ok(text.endsWith("}\n"), "the file ends with a line");
  const read = JSON.parse(run("--from", path, "--no-input", "-f", "json"));
  assert.deepEqual(read.answers,
    { leads: "outbound", revenue: "most", sellers: "every-deal", contacts: "unsure" });
  assert.deepEqual(read.values, { revenue: 62.5 });
  assert.equal(read.company, about.company);
  const file = JSON.parse(text);
  assert.deepEqual([file.by, file.role], [about.by, about.role]);
  assert.equal(await page.inputValue("#answers"), text);

  const programs = join(folder, "program.html");
  run(...FLAGS, "--company", about.company, "-l", about.lang, "-o", programs);
  const other = await opened(pathToFileURL(programs).href, {});
  const words = (where, selector) => where.locator(selector).evaluateAll((parts) =>
    parts.map((part) => part.textContent.replace(/\s/g, "")));
  assert.equal(await page.textContent("#verdict"), await other.page.textContent("h1"));
  for (const part of [".summary", "h2", "h3", "h4", "li", ".stages p", ".answers td", ".lost th"]) {
    const said = await words(page, `#result ${part}`);
    assert.deepEqual(said, await words(other.page, `main ${part}`), `${part} of the result`);
    assert.ok(said.length > 0, `${part} is there`);
  }
  await other.done();
}

async function byMouse(url, width, colorScheme, about) {
  const where = (step) => `${about.lang}, ${width} px, ${colorScheme}, ${step}`;
  const { page, done } = await opened(url, { viewport: { width, height: 800 }, colorScheme });
  await look(page, where("start"));
  await page.fill("#by", about.by);
  await page.fill("#role", about.role);
  await page.click("#next");
  for (let place = 0; place < GIVEN.length; place += 1) {
    assert.equal(await question(page), place);
    // It is not left without an answer, and says so.
    await page.click("#next");
    assert.equal(await question(page), place);
    assert.notEqual(await page.textContent(`#q${place}-error`), "");
    await look(page, where(`question ${place + 1}`));
    if (GIVEN[place][0] === "type") {
      await page.fill(`#q${place}-number`, "1.2.3");
      await page.click("#next");
      assert.equal(await question(page), place, "a wrong number is not taken");
    }
    await answer(page, place);
    assert.equal(await page.textContent(`#q${place}-error`), "");
    await page.click("#next");
  }
  assert.equal(await page.locator("#review tr").count(), GIVEN.length);
  await look(page, where("review"));

  // Back, and the browser's own way back, keep what was answered.
  await page.click("#back");
  assert.equal(await question(page), 3);
  await page.goBack();
  assert.equal(await page.locator("#review tr").count(), GIVEN.length);
  assert.equal(await page.isVisible("#review"), true);

  // An answer is changed in the review, and changed again.
  await page.locator("#review button").first().click();
  assert.equal(await question(page), 0);
  assert.equal(await page.isChecked("#q0-1"), true);
  await page.click("label[for=q0-0]");
  await page.click("#next");
  assert.equal(await page.isVisible("#review"), true);
  await page.locator("#review button").first().click();
  await answer(page, 0);
  await page.click("#next");
  await page.click("#next");
  await look(page, where("result"));
  await page.click("summary");
  await look(page, where("answers as text"));
  const path = await saved(page, () => page.click("#download"));
  await readBack(page, path, about);
  const link = await page.getAttribute("#mail", "href");
  assert.match(link, /^mailto:ann@example\.com\?subject=.+&body=.+/);
  await page.click("#copy");
  await page.waitForFunction(() => document.getElementById("said").textContent !== "");

  await page.emulateMedia({ media: "print", colorScheme });
  assert.equal(await page.isVisible("#download"), false, "buttons are not printed");
  assert.equal(await page.isVisible("#verdict"), true);
  assert.equal(await page.isVisible(".question"), false, "the result is printed alone");
  await look(page, where("printed result"));
  await done();
}

// Nothing but the keys that everybody has.
async function byKeys(url, about) {
  const { page, done } = await opened(url, { viewport: { width: 1440, height: 800 } });
  const key = (name) => page.keyboard.press(name);
  const tabTo = async (id) => {
    for (let presses = 0; presses < 30; presses += 1) {
      if (await focused(page) === id) {
        const outline = await page.evaluate(() => {
          const style = (element) => getComputedStyle(element).outlineStyle;
          const at = document.activeElement;
          return [style(at), style(at.parentElement)];
        });
        assert.ok(outline.includes("solid"), `${id} has the focus, and it is not seen`);
        return;
      }
      await key("Tab");
    }
    assert.fail(`no way to ${id} with Tab`);
  };
  await tabTo("by");
  await page.keyboard.type(about.by);
  await tabTo("role");
  await page.keyboard.type(about.role);
  await key("Enter");
  for (let place = 0; place < GIVEN.length; place += 1) {
    assert.equal(await question(page), place);
    assert.equal(await focused(page), await heading(page).textContent(), "a new step is read out");
    const [how, what] = GIVEN[place];
    if (how === "type") {
      await tabTo(`q${place}-number`);
      await page.keyboard.type(what);
    } else {
      await tabTo(`q${place}-0`);
      const down = how === "unsure" ? OPTIONS[place].length : OPTIONS[place].indexOf(what);
      await key("Space");
      for (let presses = 0; presses < down; presses += 1) {
        await key("ArrowDown");
      }
      const chosen = how === "unsure" ? "unsure" : String(down);
      assert.equal(await options(page, place).and(page.locator(":checked")).getAttribute("value"), chosen);
    }
    await key("Enter");
  }
  assert.equal(await page.isVisible("#review"), true);
  await tabTo("back");
  await key("Enter");
  assert.equal(await question(page), 3);
  await tabTo("next");
  await key("Enter");
  await tabTo("next");
  await key("Enter");
  assert.equal(await focused(page), "verdict");
  await tabTo("download");
  const path = await saved(page, () => key("Enter"));
  await readBack(page, path, about);
  await done();
}

// Before it is filled in, and without a script, it is a form on paper.
async function onPaper(url) {
  for (const [javaScriptEnabled, media] of [[false, "screen"], [false, "print"], [true, "print"]]) {
    const { page, done } = await opened(url, { javaScriptEnabled, viewport: { width: 768, height: 800 } });
    await page.emulateMedia({ media });
    for (let place = 0; place < GIVEN.length; place += 1) {
      assert.equal(await page.isVisible(`#q${place}-unsure`), true, "every question is there");
    }
    for (const id of ["next", "back", "download", "verdict"]) {
      assert.equal(await page.isVisible(`#${id}`), false, `#${id} is of no use on paper`);
    }
    writeFileSync(join(folder, "paper.pdf"), await page.pdf({ format: "A4" }));
    await done();
  }
}

// Answers that name no model lead back to the question that would.
async function withoutLeader(url) {
  const { page, done } = await opened(url, { viewport: { width: 360, height: 800 } });
  await page.click("#next");
  for (let place = 0; place < GIVEN.length; place += 1) {
    await page.click(`label[for="q${place}-unsure"]`);
    await page.click("#next");
  }
  await page.click("#next");
  await look(page, "no leading model");
  await page.locator("#result button").click();
  const place = await question(page);
  await answer(page, 0);
  assert.equal(place, 0);
  await page.click("#next");
  assert.equal(await page.isVisible("#review"), true);
  await done();
}

const about = { company: "Jansen & Zn. <BV>", by: "Ann", role: "Head of sales" };
const to = ["--company", about.company, "--to", "ann@example.com"];
for (const lang of ["en", "nl"]) {
  const url = form(`${lang}.html`, ...to, "-l", lang);
  for (const width of WIDTHS) {
    for (const scheme of SCHEMES) {
      await byMouse(url, width, scheme, { ...about, lang });
    }
  }
  await byKeys(url, { ...about, lang });
  await onPaper(url);
  await withoutLeader(url);
}
await browser.close();
console.log(`The form is sound: ${looks} looks without a violation`);

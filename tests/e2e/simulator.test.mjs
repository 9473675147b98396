// The simulator in a real browser: a patient texts and calls, and the practice's side follows.
//   CALLWELL_SERVER, CALLWELL_PRACTICES   what to start
//   CALLWELL_E2E_DIR                      has node_modules with playwright-core; the screenshots go there
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";

const folder = process.env.CALLWELL_E2E_DIR;
const { chromium } = createRequire(join(folder, "package.json"))("playwright-core");
const kChromium = process.env.CHROMIUM ?? "/usr/bin/chromium";
const kFlags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

let server, address, context, profile;

async function startServer() {
  server = spawn(process.env.CALLWELL_SERVER, ["--practices", process.env.CALLWELL_PRACTICES, "--port", "0"], { stdio: ["ignore", "pipe", "ignore"] });
  const lines = createInterface({ input: server.stdout });
  for await (const line of lines) {
    const found = /answers at (http:\S+)/.exec(line);
    if (found) return found[1];
  }
  throw new Error("the server did not start");
}

before(async () => {
  address = await startServer();
  server.stdout.resume();
  profile = mkdtempSync(join(tmpdir(), "callwell-chromium-"));
  context = await chromium.launchPersistentContext(profile, { executablePath: kChromium, args: kFlags, viewport: { width: 1360, height: 900 } });
});

after(async () => {
  await context?.close();
  const ended = once(server, "exit");
  server.kill("SIGTERM");
  await ended;
  rmSync(profile, { recursive: true, force: true });
});

/** A fresh page that fails the test on any script error and on any request that leaves this machine. */
async function open(t) {
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("request", (request) => request.url().startsWith(address) || faults.push(`foreign request: ${request.url()}`));
  t.after(async () => {
    await page.close();
    assert.deepEqual(faults, []);
  });
  await page.goto(address);
  await page.waitForSelector('#connection[data-state="live"]');
  return page;
}

async function answered(page, act) {
  const before = await page.locator(".bubble.theirs").count();
  await act();
  await page.waitForFunction((n) => document.querySelectorAll(".bubble.theirs").length > n && !document.querySelector(".typing"), before);
  return page.locator(".bubble.theirs").last().textContent();
}

async function say(page, text) {
  return answered(page, async () => {
    await page.fill("#text", text);
    await page.press("#text", "Enter");
  });
}

test("a missed call is answered by text and the practice sees each turn", async (t) => {
  const page = await open(t);
  await answered(page, () => page.click("#missed"));
  await say(page, "Hi, I would like to book a cleaning");
  await page.waitForSelector('#transcript li[data-who="patient"] .tag');
  assert.match(await page.locator('#transcript li[data-who="patient"] .tag').first().textContent(), /book appointment \d+%/);
  assert.equal(await page.locator("#fields li").nth(1).getAttribute("data-state"), "has");
  assert.ok((await page.locator("#audit tr").count()) >= 2);
  assert.ok((await page.locator("#sent li").count()) >= 2);
  assert.equal(await page.locator(".bubble.theirs").count(), await page.locator('#transcript li[data-who="agent"]').count());
});

test("an appointment is booked on the left and appears on the right", async (t) => {
  const page = await open(t);
  const turns = ["Hi, I'd like to book a cleaning", "Ana Ruiz", "I'm a new patient", "ana@example.com", "any weekday", "the second one"];
  for (const turn of turns) await say(page, turn);
  const states = await page.locator("#fields li").evaluateAll((rows) => rows.slice(0, 5).map((row) => row.dataset.state));
  assert.deepEqual(states, Array(5).fill("has"));
  for (let i = 0; i < 2 && !(await page.locator("#appointments li:not(.empty)").count()); ++i) await say(page, "yes please");
  await page.waitForSelector("#appointments li:not(.empty)");
  await page.waitForSelector('#sent li[data-to="operator"]');
  await page.screenshot({ path: join(folder, "simulator.png"), fullPage: true });
});

test("Spanish is answered in Spanish", async (t) => {
  const page = await open(t);
  await say(page, "Hola, ¿a qué hora abren mañana?");
  assert.equal(await page.locator("#transcript .tag").nth(1).textContent(), "Spanish");
});

test("a call starts, talks and ends", async (t) => {
  const page = await open(t);
  await answered(page, () => page.click("#call"));
  assert.equal(await page.locator("#call").textContent(), "Hang up");
  assert.equal(await page.locator("#clock").isVisible(), true);
  await say(page, "what are your hours");
  await page.click("#call");
  await page.waitForFunction(() => document.getElementById("call").textContent === "Start a call");
});

test("what a patient writes is never markup", async (t) => {
  const page = await open(t);
  await say(page, '<img src=x onerror="document.title=1"><b>bold</b>');
  assert.equal(await page.locator("main img, main .bubble b, main .transcript img").count(), 0);
  assert.equal(await page.title(), "Callwell simulator");
});

test("practices are separate conversations", async (t) => {
  const page = await open(t);
  await say(page, "Hello");
  const names = await page.locator("#practice option").allTextContents();
  assert.ok(names.length >= 3);
  await page.selectOption("#practice", { label: names[1] });
  assert.equal(await page.locator("#contact").textContent(), names[1]);
  assert.equal(await page.locator(".bubble").count(), 0);
  await page.waitForSelector('#connection[data-state="live"]');
  assert.ok(await say(page, "What is your address?"));
});

/** Every text whose contrast against what is behind it is under WCAG AA. */
function weakContrasts() {
  const parse = (color) => (color.match(/[\d.]+/g) ?? []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => (v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4)).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const color = parse(getComputedStyle(at).backgroundColor);
      if (color.length === 3 || color[3] === 1) return color;
    }
    return [255, 255, 255];
  };
  return [...document.querySelectorAll("body *")].filter((node) => node.offsetParent && [...node.childNodes].some((c) => c.nodeType === 3 && c.textContent.trim())).flatMap((node) => {
    const [a, b] = [light(parse(getComputedStyle(node).color)), light(behind(node))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    return ratio < 4.5 ? [`${node.tagName}.${node.className} ${ratio.toFixed(2)}: ${node.textContent.trim().slice(0, 30)}`] : [];
  });
}

test("everything is readable, named and reachable by keyboard", async (t) => {
  const page = await open(t);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "text");
  await page.emulateMedia({ reducedMotion: "reduce" });
  await say(page, "Hi, I'd like to book a cleaning");
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    assert.deepEqual(await page.evaluate(weakContrasts), [], colorScheme);
  }
  const nameless = await page.locator("button, select, textarea, input").evaluateAll((nodes) =>
    nodes.filter((n) => !(n.textContent.trim() || n.getAttribute("aria-label") || n.labels?.length)).map((n) => n.outerHTML));
  assert.deepEqual(nameless, []);
});

test("it works at the width of a phone", async (t) => {
  const page = await open(t);
  await page.setViewportSize({ width: 360, height: 740 });
  await say(page, "Hi, I'd like to book a cleaning");
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(await overflow(), 0);
  await page.screenshot({ path: join(folder, "simulator-phone.png") });
  await page.click('[data-show="desk"]');
  assert.equal(await page.locator("#transcript").isVisible(), true);
  assert.equal(await page.locator("#thread").isVisible(), false);
  assert.equal(await overflow(), 0);
});

// The page: who I work with, what we have in common, whom we invite, what it brought.
import { Problem, key, list, read, readIfThere, session } from "./api.js";
import { el, figures, money, say, share, table, words } from "./element.js";

const view = document.getElementById("view");
const notice = document.getElementById("notice");
const form = document.getElementById("enter");
const leave = document.getElementById("leave");
const signIn = document.getElementById("sign-in");
const PLACE = "partnerhub.place"; // Where somebody was before signing in.

const badge = (state) => el("span", { class: "badge" }, words(state));
const link = (address, text) => el("a", { href: address }, text);
const partnerOf = (partnership) => partnership.partner.name ?? partnership.partner.domain;

function trail(...steps) {
  return el("nav", { class: "trail", "aria-label": "Where you are" },
    el("ol", {}, steps.map((step) => el("li", {}, step))));
}

/** Make a part of a page; where it is not shared, or not ready, that is said in its place. */
async function part(make) {
  try {
    return await make();
  } catch (problem) {
    if (problem instanceof Problem && problem.status === 409) return [el("p", { class: "soft" }, problem.message)];
    throw problem;
  }
}

async function start() {
  const { items } = await list("/partnerships");
  return [
    el("h1", {}, "Partnerships"),
    items.length
      ? table("Companies you work with", [
          ["Partner", (each) => link(`#/partnerships/${each.id}`, partnerOf(each))],
          ["Domain", (each) => each.partner.domain],
          ["State", (each) => badge(each.state)],
          ["Since", (each) => say(each.activated_at ?? each.created_at)],
        ], items)
      : el("p", { class: "soft" }, "None yet: propose one with POST /v1/partnerships."),
  ];
}

async function partnership(id) {
  const found = await read(`/partnerships/${id}`);
  const name = partnerOf(found);
  const parts = [trail(link("#/", "Partnerships"), name), el("h1", {}, name, " ", badge(found.state))];
  if (found.state !== "active") {
    return [...parts, el("p", { class: "soft" }, "Nothing is shared while the partnership is not active.")];
  }
  const [overlaps, events] = await Promise.all([
    list(`/partnerships/${id}/overlaps`, 20), list(`/partnerships/${id}/events`),
  ]);
  const newest = overlaps.items.find((each) => each.state === "succeeded" && !each.recomputes);
  const latest = newest ? await readIfThere(`/overlaps/${newest.id}`) : null;
  return [...parts, ...overlapPart(overlaps.items, latest), ...eventsPart(events.items)];
}

function overlapPart(overlaps, latest) {
  const title = el("h2", {}, "What you have in common");
  const waiting = overlaps.find((each) => ["awaiting_approval", "queued", "running"].includes(each.state));
  const parts = [title];
  if (waiting) parts.push(el("p", { class: "soft" }, `Comparison ${waiting.number}: `, badge(waiting.state)));
  if (!latest) return [...parts, el("p", { class: "soft" }, "The lists were not compared yet.")];
  parts.push(el("p", { class: "soft" }, `Release ${latest.number}, ${say(latest.published_at)}`));
  const about = {
    mine: "of your accounts", theirs: "of their accounts", pairs: "matched pairs", companies: "companies",
    my_duplicates: "of yours beyond one a company", their_duplicates: "of theirs beyond one a company",
  };
  parts.push(figures(Object.entries(latest.counts ?? {}).map(([name, value]) => [words(name), say(value), about[name]])));
  parts.push(el("p", { class: "soft" }, `Match policy ${latest.policy.name} ${latest.policy.version}`));
  if (latest.matrix) parts.push(el("p", {}, link(`#/overlaps/${latest.id}`, "The companies, one by one")));
  if (latest.decisions) parts.push(...decisionsPart(latest.decisions));
  if (latest.matrix) parts.push(el("h3", {}, "My populations by theirs"), matrix(latest.matrix));
  if (latest.families?.length) parts.push(el("h3", {}, "Not the same company"), sentences(latest.families));
  if (latest.near_misses?.length) parts.push(el("h3", {}, "Near misses"), sentences(latest.near_misses));
  return parts;
}

function sentences(counted) {
  return el("ul", { class: "plain" }, counted.map((each) => el("li", {}, say(each))));
}

/** Say what people decided, if anybody did. */
function decisionsPart({ kept_out: keptOut, none, ...said }) {
  const here = Object.entries(said).map(([name, count]) => [`${words(name)} pairs`, count]);
  const out = Object.entries(keptOut).map(([name, count]) => [`Kept out, ${name}`, count]);
  const some = [...here, ...out].filter(([, count]) => count > 0);
  if (!some.length) return [];
  return [el("h3", {}, "What people decided"), figures(some.map(([name, count]) => [name, say(count)]))];
}

async function overlap(id) {
  const found = await read(`/overlaps/${id}`);
  const [partner, companies] = await Promise.all([
    readIfThere(`/partnerships/${found.partnership_id}`),
    part(async () => companiesPart(await list(`/overlaps/${id}/companies`))),
  ]);
  return [
    trail(link("#/", "Partnerships"),
      link(`#/partnerships/${found.partnership_id}`, partner ? partnerOf(partner) : "Partner"), `Release ${found.number}`),
    el("h1", {}, `Release ${found.number} `, badge(found.state)),
    ...companies,
  ];
}

function companiesPart(companies) {
  const accounts = (known) => known.map((each) => el("div", {}, `${say(each)} (${words(each.population).toLowerCase()})`));
  const pairs = (each) => each.pairs.map((pair) => el("div", {}, `${share(pair.confidence)} `,
    pair.decision_state === "none" ? null : badge(pair.decision_state), " ", pair.explanation));
  return [
    companies.items.length
      ? table("Companies both of you have; more than one account of a side is a duplicate", [
          ["Yours", (each) => accounts(each.mine)],
          ["Theirs", (each) => accounts(each.theirs)],
          ["How sure, and why", pairs],
        ], companies.items)
      : el("p", { class: "soft" }, "No company is shown."),
    companies.has_more ? el("p", { class: "soft" }, "There are more: see GET /v1/overlaps/{id}/companies.") : null,
  ].filter(Boolean);
}

function matrix({ rows, columns, total }) {
  const used = (counts) => counts.companies > 0;
  const shown = columns.map((column, index) => ({ ...column, index })).filter(used);
  const most = Math.max(1, ...rows.flatMap((row) => row.cells.map((cell) => cell.companies)));
  const heat = (count) => (count ? `number heat${Math.ceil((4 * count) / most)}` : "number soft");
  const head = el("tr", {}, el("th", { scope: "col" }, "Mine ╲ theirs"),
    shown.map((column) => el("th", { scope: "col", class: "number" }, words(column.their_population))),
    el("th", { scope: "col", class: "number" }, "Companies"));
  const body = rows.filter((row) => used(row.total)).map((row) => el("tr", {},
    el("th", { scope: "row" }, words(row.my_population)),
    shown.map(({ index }) => el("td", { class: heat(row.cells[index].companies) }, say(row.cells[index].companies))),
    el("td", { class: "number total" }, say(row.total.companies))));
  const foot = el("tr", { class: "total" }, el("th", { scope: "row" }, "Companies"),
    shown.map((column) => el("td", { class: "number" }, say(column.companies))),
    el("td", { class: "number" }, say(total.companies)));
  const caption = "Companies by what they are to each side. A company in two cells is one in a total.";
  return el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
    el("table", {}, el("caption", {}, caption), el("thead", {}, head), el("tbody", {}, body, foot)));
}

function eventsPart(events) {
  return [
    el("h2", {}, "Events"),
    events.length
      ? table("Joint events", [
          ["Event", (each) => link(`#/events/${each.id}`, each.name)],
          ["Kind", (each) => words(each.kind)],
          ["Day", (each) => each.starts_on],
          ["Seats", (each) => say(each.capacity), true],
        ], events)
      : el("p", { class: "soft" }, "No event is planned yet."),
  ];
}

async function event(id) {
  const found = await read(`/events/${id}`);
  const [partner, targets, reports] = await Promise.all([
    readIfThere(`/partnerships/${found.partnership_id}`),
    part(async () => targetsPart(await readIfThere(`/events/${id}/target-list?limit=500`))),
    part(async () => reportsPart((await list(`/events/${id}/reports`, 20)).items)),
  ]);
  return [
    trail(link("#/", "Partnerships"),
      link(`#/partnerships/${found.partnership_id}`, partner ? partnerOf(partner) : "Partner"), found.name),
    el("h1", {}, found.name),
    el("p", { class: "soft" }, `${words(found.kind)}, ${found.starts_on}, ${say(found.capacity)} seats`),
    el("h2", {}, "Report"),
    ...reports,
    el("h2", {}, "Target list"),
    ...targets,
  ];
}

function targetsPart(found) {
  if (!found?.items.length) return [el("p", { class: "soft" }, "There is no target list yet.")];
  const targets = found.items.filter((each) => each.state !== "excluded");
  const off = found.excluded ? `, ${say(found.excluded)} taken off` : "";
  const reasons = (each) => {
    const texts = (each.reasons ?? []).map(say);
    return texts.length > 1 ? el("ul", { class: "plain" }, texts.map((text) => el("li", {}, text))) : texts;
  };
  return [
    el("p", {}, badge(found.state)),
    table(`${say(found.size)} ${found.size === 1 ? "account" : "accounts"}${off}`, [
      ["Account", (each) => say(each.mine)],
      ["Rank", (each) => say(each.rank), true],
      ["Play", (each) => (each.play ? words(each.play) : "–")],
      ["Invited by", (each) => (each.inviter ? words(each.inviter) : "–")],
      ["Why", reasons],
    ], targets),
    found.has_more ? el("p", { class: "soft" }, "There are more: see GET /v1/events/{id}/target-list.") : null,
  ].filter(Boolean);
}

// -- the report: jointly first, then each side -----------------------------------------------------

const SIDES = [["joint", "Both together"], ["mine", "Our side"], ["theirs", "Their side"]];

function sayFigure({ unit, value, suppressed }) {
  if (suppressed) return `not shown (${words(suppressed).toLowerCase()})`;
  if (value === null) return "–";
  if (unit === "rate") return share(value);
  if (unit === "money") return money(value);
  if (unit === "money_per_day") return `${money(value)} a day`;
  return unit === "days" ? `${say(Math.round(value))} days` : say(value);
}

function sayParts({ numerator, denominator }) {
  return numerator === null || denominator === null ? "" : `${say(numerator)} of ${say(denominator)}`;
}

/** Show the newest report that was made, and what became of newer ones. */
async function reportsPart(reports) {
  const newest = reports.find((each) => each.state === "succeeded");
  const newer = reports.slice(0, newest ? reports.indexOf(newest) : reports.length);
  const waiting = newer.map((each) => el("p", { class: "soft" }, `Report ${say(each.number)}: `, badge(each.state)));
  if (!reports.length) return [el("p", { class: "soft" }, "There is no report yet.")];
  return newest ? [...waiting, ...reportPart(await read(`/reports/${newest.id}`))] : waiting;
}

function reportPart(report) {
  const signed = [["our", report.my_signature], ["their", report.their_signature]]
    .map(([whose, when]) => `${whose} side ${when ? `signed ${say(when)}` : "has not signed"}`).join(", ");
  return [
    el("p", {}, el("strong", {}, report.headline)),
    el("p", { class: "soft" }, `Report ${say(report.number)}, from ${report.frozen_on} to ${report.as_of}; ${signed}.`),
    ...SIDES.flatMap(([side, heading]) => [
      el("h3", {}, heading),
      table(heading, [
        ["Figure", ([name]) => words(name)],
        ["Value", ([, figure]) => sayFigure(figure), true],
        ["Of", ([, figure]) => sayParts(figure), true],
        ["What it is", ([, figure]) => figure.definition],
      ], Object.entries(report[side]).flatMap(([name, figure]) =>
        (Array.isArray(figure) ? figure : [figure]).map((each) => [nameOf(name, each), each]))),
    ]),
  ];
}

function nameOf(name, { side, currency }) {
  return [name, side, currency].filter(Boolean).join(" ");
}

// -- where we are --------------------------------------------------------------------------------

const ROUTES = [
  [/^#?\/?$/, start],
  [/^#\/partnerships\/([\w-]+)$/, partnership],
  [/^#\/overlaps\/([\w-]+)$/, overlap],
  [/^#\/events\/([\w-]+)$/, event],
];

function ask(reason) {
  view.replaceChildren();
  form.hidden = false;
  leave.hidden = true;
  document.getElementById("who").textContent = "";
  tell(reason);
  document.getElementById("key").focus();
}

function tell(reason) {
  notice.textContent = reason ?? "";
  notice.hidden = !reason;
}

let turn = 0;

async function show() {
  if (!key.get() && !session.is) return ask();
  const mine = ++turn;
  tell();
  form.hidden = true;
  leave.hidden = false;
  leave.textContent = session.is ? "Sign out" : "Forget the key";
  view.setAttribute("aria-busy", "true");
  try {
    const me = await read("/me");
    const [pattern, make] = ROUTES.find(([each]) => each.test(location.hash)) ?? ROUTES[0];
    const parts = await make(...(location.hash.match(pattern)?.slice(1) ?? []));
    if (mine !== turn) return; // Somebody went on while this was read.
    document.getElementById("who").textContent = `${me.user.name}, ${me.organization.name}`;
    view.replaceChildren(...parts);
  } catch (problem) {
    if (mine !== turn) return;
    if (problem instanceof Problem && problem.status === 401) {
      const told = session.is ? "You are not signed in (any more)." : "This key is not valid (any more).";
      if (session.is) session.end();
      forget();
      ask(told);
    } else if (problem instanceof Problem) {
      view.replaceChildren(el("p", {}, link("#/", "To the partnerships")));
      tell(problem.message);
    } else {
      throw problem;
    }
  } finally {
    view.removeAttribute("aria-busy");
  }
}

function forget() {
  key.forget();
  session.forget();
}

signIn?.addEventListener("click", () => {
  key.forget();
  sessionStorage.setItem(PLACE, location.hash);
});
form.addEventListener("submit", (submitted) => {
  submitted.preventDefault();
  session.forget();
  key.set(document.getElementById("key").value.trim());
  form.reset();
  show();
});
leave.addEventListener("click", async () => {
  if (session.is && !await session.end()) return tell("The server does not answer: you are still signed in.");
  forget();
  location.hash = "#/";
  ask();
});
window.addEventListener("hashchange", () => {
  show();
  document.getElementById("content").focus();
});
if (session.is) {
  const place = sessionStorage.getItem(PLACE);
  sessionStorage.removeItem(PLACE);
  if (place && !location.hash) history.replaceState(null, "", place);
}
show();

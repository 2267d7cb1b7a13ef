// The API, read with the key of this tab, or else with the key that signing in has put into a
// cookie, where no script can read it.

const KEY = "partnerhub.key";
const SESSION = "Session"; // No other site can have a browser send this.

/** Somebody else's words for what went wrong. */
export class Problem extends Error {
  constructor(status, problem) {
    super(problem.detail ?? "The server did not answer as expected.");
    this.status = status;
    this.code = problem.code;
  }
}

export const key = {
  get: () => sessionStorage.getItem(KEY),
  set: (text) => sessionStorage.setItem(KEY, text),
  forget: () => sessionStorage.removeItem(KEY),
};

/** Whether this browser is signed in; the page says so when it is loaded. A key of the tab wins. */
export const session = {
  is: !key.get() && Boolean(document.getElementById("sign-in")?.hasAttribute("data-session")),
  forget: () => { session.is = false; },
  end: () => fetch("/logout", { method: "POST", headers: { Authorization: SESSION }, redirect: "error" })
    .then((response) => response.ok, () => false),
};

/** Read one resource. */
export async function read(path) {
  let response;
  try {
    response = await fetch(`/v1${path}`, {
      headers: { Authorization: session.is ? SESSION : `Bearer ${key.get()}`, Accept: "application/json" },
      credentials: session.is ? "same-origin" : "omit",
      cache: "no-store",
      redirect: "error",
    });
  } catch {
    throw new Problem(0, { detail: "The server does not answer." });
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Problem(response.status, body);
  return body;
}

/** Read a resource that may not be there yet: null for what is missing. */
export async function readIfThere(path) {
  try {
    return await read(path);
  } catch (problem) {
    if (problem instanceof Problem && problem.status === 404) return null;
    throw problem;
  }
}

/** Read the first page of a list. */
export async function list(path, limit = 100) {
  const page = await readIfThere(`${path}${path.includes("?") ? "&" : "?"}limit=${limit}`);
  return page ?? { items: [], has_more: false };
}

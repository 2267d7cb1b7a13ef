// The API, read with the key of this tab.

const KEY = "partnerhub.key";

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

/** Read one resource. */
export async function read(path) {
  let response;
  try {
    response = await fetch(`/v1${path}`, {
      headers: { Authorization: `Bearer ${key.get()}`, Accept: "application/json" },
      credentials: "omit",
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

/** Read a resource that may not be there yet: null for what is missing or not ready. */
export async function readIfThere(path) {
  try {
    return await read(path);
  } catch (problem) {
    if (problem instanceof Problem && [404, 405, 409, 422].includes(problem.status)) return null;
    throw problem;
  }
}

/** Read the first page of a list. */
export async function list(path, limit = 100) {
  const page = await readIfThere(`${path}${path.includes("?") ? "&" : "?"}limit=${limit}`);
  return page ?? { items: [], has_more: false };
}

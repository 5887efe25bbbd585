/** Talk to the server: what it answers, and why it refuses. */

/** What the server refuses, with the problems to show; `isOutdated` where the file has changed on disk. */
export class Refused extends Error {
  constructor(problems, isOutdated) {
    super(problems.map((one) => one.message).join("; "));
    this.problems = problems;
    this.isOutdated = isOutdated;
  }
}

/** A name by which the server tells this tab from others. */
export const page = crypto.randomUUID();

/**
 * Ask the server.
 * @param {string} path relative to the page
 * @param {object} [sent] sent as JSON by POST; without it, the request is a GET
 * @returns {Promise<object>} the JSON of the answer
 * @throws {Refused}
 */
export async function ask(path, sent) {
  const body = sent && { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(sent) };
  let answer;
  try {
    answer = await fetch(path, body);
  } catch {
    throw new Refused([{ severity: "error", message: "cvgen preview has ended", hint: "start it again in the terminal" }]);
  }
  if (answer.ok) return answer.json();
  const isOurs = answer.headers.get("content-type")?.startsWith("application/json");
  const { problems } = isOurs ? await answer.json() : { problems: [{ severity: "error", message: await answer.text() }] };
  throw new Refused(problems, answer.status === 409);
}

// What is said to the server, and what its answers mean.

const ANSWER_MS = 20_000;

export class Wire {
  constructor(place) {
    this.place = place.dataset;
    this.token = place.querySelector("[name=csrfmiddlewaretoken]").value;
  }

  // {kind, data}: saved, ended, refused, signed_out, other_person, offline, busy. Only the first three are the server's word about the answers.
  async save(key, fields) {
    const said = await this.#post(key, fields);
    if (said.kind !== "token") return said;
    const fresh = await this.#freshToken();
    return fresh === "ok" ? this.#again(key, fields) : { kind: fresh };
  }

  async #again(key, fields) {
    const said = await this.#post(key, fields);
    return said.kind === "token" ? { kind: "busy" } : said;
  }

  async #post(key, fields) {
    const body = new URLSearchParams([["csrfmiddlewaretoken", this.token], ["key", key], ...fields]);
    const options = { method: "POST", body, headers: { Accept: "application/json" }, credentials: "same-origin", signal: AbortSignal.timeout(ANSWER_MS) };
    try {
      const answer = await fetch(this.place.save, options);
      const data = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : null;
      return { kind: meaning(answer, data), data: data ?? {} };
    } catch {
      return { kind: navigator.onLine ? "busy" : "offline" };
    }
  }

  // Signing in again changes the form token; the page of questions carries the one that counts now.
  async #freshToken() {
    try {
      const answer = await fetch(this.place.take, { headers: { Accept: "text/html" }, credentials: "same-origin", signal: AbortSignal.timeout(ANSWER_MS) });
      if (answer.redirected && new URL(answer.url).pathname.startsWith("/accounts/")) return "signed_out";
      if (answer.status === 404) return "other_person";
      if (!answer.ok) return "busy";
      const field = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[name=csrfmiddlewaretoken]");
      if (!field) return "busy";
      this.token = field.value;
      return "ok";
    } catch {
      return "busy";
    }
  }
}

function meaning(answer, data) {
  if (answer.ok && data) return "saved";
  if (answer.status === 409 && data?.error === "attempt_ended") return "ended";
  if (answer.status === 401) return "signed_out";
  if (answer.status === 404) return "other_person";
  if (answer.status === 403) return data ? "refused" : "token";
  if (answer.status === 422 || answer.status === 400 || answer.status === 413) return "refused";
  return answer.ok ? "signed_out" : "busy"; // a page where JSON was asked for: some gate stands before the attempt
}

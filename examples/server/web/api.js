// The server as this page uses it: operations over HTTP, live events over SSE. Same origin, with the token of this start.

const token = document.querySelector('meta[name="callwell-token"]').content;
const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };

export class ApiError extends Error {}

async function answer(response) {
  const body = await response.json().catch(() => ({}));
  if (response.ok) return body;
  throw new ApiError(body.error ? body.error.message : `The server answered ${response.status}.`);
}

export async function invoke(tenant, operation, input) {
  const url = `/api/v1/operations/${operation}?tenant=${encodeURIComponent(tenant)}`;
  return answer(await fetch(url, { method: "POST", headers, body: JSON.stringify(input) }));
}

export async function practices() {
  return (await answer(await fetch("/api/v1/practices", { headers }))).practices;
}

/** Calls `onEvent` with every event of the practice and `onState` with "live" or "lost"; the browser resumes by itself. */
export function follow(tenant, onEvent, onState) {
  const source = new EventSource(`/api/v1/events?tenant=${encodeURIComponent(tenant)}`);
  source.onopen = () => onState("live");
  source.onerror = () => onState("lost");
  source.onmessage = (message) => onEvent(JSON.parse(message.data));
  return () => source.close();
}

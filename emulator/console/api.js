/** Talks to the emulator's control pages; throws with what the answer says. */
export async function control(path, { method = "GET", body } = {}) {
  const answer = await fetch(`/__emulator/${path}`, {
    method,
    ...(body !== undefined && {
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }),
  });
  const text = await answer.text();
  const content = text === "" ? undefined : JSON.parse(text);
  if (!answer.ok) throw new Error(content?.message ?? content?.error?.message ?? `status ${answer.status}`);
  return content;
}

/** Sends a request to the API as the project's owner would by hand; no fault strikes it. */
export function byHand(projectId, method, path, body) {
  return control("by-hand", { method: "POST", body: { projectId, method, path, body } });
}

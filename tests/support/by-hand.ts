/** Where an API is, and as whom. */
export interface Access {
  readonly url: string;
  readonly keyId: string;
  readonly keySecret: string;
  readonly projectId: string;
}

/** The body of an answer. */
export type Body = Record<string, unknown>;

/** The API as somebody uses it by hand, past the provider: plain requests that must succeed. */
export class ByHand {
  readonly #access: Access;

  constructor(access: Access) {
    this.#access = access;
  }

  async get(path: string): Promise<Body> {
    return await this.#request("GET", path);
  }

  async post(path: string, body: unknown): Promise<Body> {
    return await this.#request("POST", path, body);
  }

  async put(path: string, body: unknown): Promise<Body> {
    return await this.#request("PUT", path, body);
  }

  async patch(path: string, body: unknown): Promise<Body> {
    return await this.#request("PATCH", path, body);
  }

  async delete(path: string): Promise<void> {
    await this.#request("DELETE", path);
  }

  /** The items of a list of up to 500. */
  async list(path: string, key = path.slice(path.lastIndexOf("/") + 1)): Promise<Body[]> {
    const items = (await this.get(path))[key];
    return Array.isArray(items) ? (items as Body[]) : [];
  }

  /** Changes some fields of an entity and leaves the others: the API replaces whole objects. */
  async change(path: string, fields: Body): Promise<Body> {
    return await this.put(path, { ...(await this.get(path)), ...fields });
  }

  async #request(method: string, path: string, body?: unknown): Promise<Body> {
    const { url, keyId, keySecret, projectId } = this.#access;
    const authorization = `Basic ${Buffer.from(`${keyId}:${keySecret}`).toString("base64")}`;
    const answer = await fetch(`${url}/v1/projects/${projectId}${path}`, {
      method,
      headers: { authorization, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) {
      throw new Error(`${method} ${path} by hand: ${answer.status} ${text}`);
    }
    return text === "" ? {} : (JSON.parse(text) as Body);
  }
}

import { Client, clientOptions, readPage, type Listed, type Page } from "pulumi-sinch/internals";

/** A client that asks for no list a second time: of what is below an entity, and was listed here or for a shard just now. */
export class RememberingClient extends Client {
  readonly #pages = new Map<string, Promise<Page> | Listed>();

  /** @param lists lines of JSON, as the providers of the shards have kept them */
  constructor(lists: readonly string[]) {
    super(clientOptions({}, process.env), { say: () => undefined });
    for (const line of lists.flatMap((text) => text.split("\n"))) {
      if (line === "") continue;
      const listed = JSON.parse(line) as Listed;
      this.#pages.set(keyOf(listed.path, listed.page), listed);
    }
  }

  override page(...[path, keys, page, how = {}]: Parameters<Client["page"]>): Promise<Page> {
    const key = keyOf(path, page, how.query);
    const known = this.#pages.get(key);
    if (known !== undefined && "body" in known) return Promise.resolve(readPage(known.body, keys));
    const read = known ?? super.page(path, keys, page, how);
    this.#pages.set(key, read);
    return read;
  }

  /** Forgets what it knows of collections, and of what is below these entities: the next look asks for them again. */
  forget(ids: ReadonlySet<string>): void {
    for (const key of this.#pages.keys()) {
      const [, , id, below] = key.split("?")[0]?.split("/") ?? [];
      if (below === undefined || ids.has(id ?? "")) this.#pages.delete(key);
    }
  }
}

function keyOf(path: string, page: number, query: object = {}): string {
  return `${path}?${page}${JSON.stringify(query)}`;
}

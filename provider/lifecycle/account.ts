import type { Client } from "../api/client";
import type { Entity } from "../entity";
import { SinchError } from "../errors";
import type { JsonObject } from "../json";
import { runOf } from "./run";

/*
 * One stack, one account. A state belongs to the project in which it was made: with another one configured, all of it
 * would look deleted and be made again there, while the old trunks go on taking calls unmanaged.
 */

/** @throws SinchError when the state is of another project than the configured one */
export function checkAccount(entity: Entity, state: JsonObject, client: Client): void {
  const { projectId } = state;
  if (typeof projectId === "string" && projectId !== client.projectId) {
    runOf(client).ownership.foreignProject = projectId;
    throw new SinchError(
      `this ${entity.title} belongs to project ${projectId}, but ${client.inWords(otherAccount(projectId, client.projectId))}`,
    );
  }
}

/**
 * Two names of an account may be one project; then nothing moves.
 *
 * @throws SinchError when the program gives a resource another account, of another project
 */
export function checkMove(
  entity: Entity,
  { projectId }: JsonObject,
  client: Client,
  { from, to }: { from: string | undefined; to: string | undefined },
): void {
  if (typeof projectId !== "string" || projectId === client.projectId || from === to) {
    return;
  }
  runOf(client).ownership.foreignProject = projectId;
  const words = (name: string | undefined): string =>
    name === undefined ? "the account without a name" : `the account "${name}"`;
  const again = from === undefined ? "leave account out again" : `set account to "${from}" again`;
  throw new SinchError(
    `this ${entity.title} belongs to project ${projectId}, of ${words(from)}, and the program gives it ${words(to)}, ` +
      `of project ${client.projectId}. Nothing moves from one project to another: ${again}, or give the resource a ` +
      "new name in the program, so that one is made there and this one is deleted",
  );
}

/** @throws SinchError once a resource of the run was seen to be of another project: nothing is made beside it */
export function refuseForeign(entity: Entity, client: Client): void {
  const { foreignProject } = runOf(client).ownership;
  if (foreignProject !== undefined) {
    throw new SinchError(
      `this ${entity.title} was not made, since other resources here belong to project ${foreignProject}, but ` +
        client.inWords(otherAccount(foreignProject, client.projectId)),
    );
  }
}

/** What is wrong about the account, and the ways that work. */
export function otherAccount(projectId: string, configured: string): string {
  return (
    `sinch:projectId is ${configured}. Nothing moves from one project to another. Run: pulumi config set ` +
    `sinch:projectId ${projectId}, or use another stack for the other project, or a second sinch.Provider and new ` +
    "names in this program; `pulumi state move` takes resources to the stack of their account"
  );
}

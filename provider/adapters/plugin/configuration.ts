import * as messages from "@pulumi/pulumi/proto/provider_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { CONFIG_KEYS, CONFIG_VALUES, checkConfiguration, type ConfigValues } from "../../config";
import { ConfigError, SinchError } from "../../errors";
import { isObject } from "../../json";
import { otherAccount } from "../../lifecycle/account";
import { inWordsOf } from "../../sources";
import { hasUnknown } from "../../unknown";
import { propertiesOf, structOf } from "./properties";

const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;

/** Secret whether the program marks them or not. */
const SECRET_KEYS = CONFIG_KEYS.filter((key) => "secret" in CONFIG_VALUES[key]);

/** The name of an explicit provider, out of its URN; `undefined` for the default one, which has the stack's values. */
export function providerName(urn: string | undefined): string | undefined {
  const name = urn?.split("::").at(-1);
  return name === undefined || name === "" || /^default(_|$)/.test(name) ? undefined : name;
}

/** Checks a provider's configuration, with what the environment adds to it. */
export function checkConfig(request: messages.CheckRequest): messages.CheckResponse {
  const values = valuesOf(request.getNews());
  const response = new messages.CheckResponse();
  response.setInputs(structOf({ ...values }, SECRET_KEYS));
  response.setFailuresList(configFailures(values, providerName(request.getUrn())));
  return response;
}

/**
 * No change of the configuration replaces anything.
 *
 * @throws SinchError for another project: what the provider's resources are would stay where it is
 */
export function diffConfig(request: messages.DiffRequest): messages.DiffResponse {
  const [olds, news] = [valuesOf(request.getOlds()), valuesOf(request.getNews())];
  if (olds.projectId && news.projectId && !hasUnknown(news.projectId) && olds.projectId !== news.projectId) {
    const name = providerName(request.getUrn());
    throw new SinchError(
      inWordsOf(
        { ...(name !== undefined && { provider: name }) },
        `what this provider has made belongs to project ${olds.projectId}, but ` +
          otherAccount(olds.projectId, news.projectId),
      ),
    );
  }
  const diffs = CONFIG_KEYS.filter((key) => olds[key] !== news[key]);
  const response = new messages.DiffResponse();
  response.setDiffsList(diffs);
  response.setChanges(diffs.length > 0 ? DIFF_SOME : DIFF_NONE);
  return response;
}

/** The values that are known; others are left to the environment, or to a later configure. */
export function configuredValues(request: messages.ConfigureRequest): ConfigValues {
  return Object.fromEntries(
    Object.entries(valuesOf(request.getArgs())).filter(([, value]) => !hasUnknown(value)),
  );
}

/**
 * The texts of a configuration, a map as JSON; a stack that came from the dynamic provider still has `sinch:` before
 * each key.
 */
function valuesOf(struct: Struct | undefined): ConfigValues {
  const { values } = propertiesOf(struct);
  return Object.fromEntries(
    CONFIG_KEYS.map((key) => [key, values[key] ?? values[`sinch:${key}`]] as const)
      .map(([key, value]) => [key, isObject(value) ? JSON.stringify(value) : value] as const)
      .filter(([, value]) => typeof value === "string"),
  );
}

/** A failure without a property: the message names all that is missing or wrong. */
function configFailures(values: ConfigValues, provider: string | undefined): messages.CheckFailure[] {
  if (hasUnknown(values)) {
    return [];
  }
  try {
    checkConfiguration(values, process.env, provider);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) {
      throw error;
    }
    const failure = new messages.CheckFailure();
    failure.setReason(error.message);
    return [failure];
  }
}

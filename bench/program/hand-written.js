/**
 * The dynamic provider that anybody would write by hand: axios, a token for each call, its code by value in the state
 * of every resource (which is how Pulumi keeps dynamic providers).
 */
const pulumi = require("@pulumi/pulumi");
const axios = require("axios");

const config = new pulumi.Config("sinch");
const access = {
  url: config.require("apiUrl"),
  authUrl: config.require("authUrl"),
  keyId: config.require("keyId"),
  keySecret: config.require("keySecret"),
  projectId: config.require("projectId"),
};

async function call(method, path, data) {
  const token = await axios.post(`${access.authUrl}/oauth2/token`, "grant_type=client_credentials", {
    auth: { username: access.keyId, password: access.keySecret },
  });
  const answer = await axios.request({
    method,
    url: `${access.url}/v1/projects/${access.projectId}/trunks${path}`,
    data,
    headers: { Authorization: `Bearer ${token.data.access_token}` },
  });
  return answer.data;
}

const provider = {
  async create(inputs) {
    const { id, domain } = await call("POST", "", { name: inputs.name, hostName: inputs.hostName });
    return { id, outs: { ...inputs, domain } };
  },
  async read(id, props) {
    const { name, hostName, domain } = await call("GET", `/${id}`);
    return { id, props: { ...props, name, hostName, domain } };
  },
  async update(id, olds, news) {
    const { domain } = await call("PUT", `/${id}`, { name: news.name, hostName: news.hostName });
    return { outs: { ...news, domain } };
  },
  async delete(id) {
    await call("DELETE", `/${id}`);
  },
};

exports.SipTrunk = class extends pulumi.dynamic.Resource {
  constructor(name, args, opts) {
    super(provider, name, { domain: undefined, ...args }, opts);
  }
};

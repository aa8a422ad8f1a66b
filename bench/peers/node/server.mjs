// oidc-provider as a contender of bench/run AuthorizationServers: one client, everything in memory.
import { generateKeyPairSync } from 'node:crypto';
import Provider from 'oidc-provider';

const { PORT, FORMAT, REDIRECT } = process.env;
const issuer = `http://127.0.0.1:${PORT}`;
const key = (alg, type, options) => ({ ...generateKeyPairSync(type, options).privateKey.export({ format: 'jwk' }), alg, use: 'sig', kid: alg });

// Its own store in memory holds 1,000 things, among them the user's session, which tokens would push out.
const MOST = 200_000;
const kept = new Map();
const tokens = [];
let next = 0;
const byUid = new Map();
const byGrant = new Map();
class Memory {
  constructor(model) { this.model = model; }
  key(id) { return `${this.model}:${id}`; }
  async upsert(id, payload) {
    const key = this.key(id);
    kept.set(key, payload);
    if (payload.uid) byUid.set(payload.uid, id);
    if (payload.grantId) byGrant.set(payload.grantId, [...(byGrant.get(payload.grantId) ?? []).slice(-9), key]);
    if (this.model.endsWith('Token') || this.model === 'ClientCredentials') {
      tokens.push(key);
      if (tokens.length > MOST) kept.delete(tokens[next++]);
    }
  }
  async find(id) { return kept.get(this.key(id)); }
  async findByUid(uid) { return this.find(byUid.get(uid)); }
  async findByUserCode() { return undefined; }
  async consume(id) { kept.get(this.key(id)).consumed = Math.floor(Date.now() / 1000); }
  async destroy(id) { kept.delete(this.key(id)); }
  async revokeByGrantId(grantId) { for (const key of byGrant.get(grantId) ?? []) kept.delete(key); }
}

const provider = new Provider(issuer, {
  adapter: Memory,
  jwks: { keys: [key('RS256', 'rsa', { modulusLength: 2048 }), key('ES256', 'ec', { namedCurve: 'P-256' })] },
  cookies: { keys: ['a key for cookies of this run'] },
  clients: [{
    client_id: 'clientid',
    client_secret: 'clientsecret',
    token_endpoint_auth_method: 'client_secret_post',
    grant_types: ['client_credentials', 'authorization_code', 'refresh_token'],
    redirect_uris: [REDIRECT],
  }],
  features: {
    clientCredentials: { enabled: true },
    introspection: { enabled: true },
    devInteractions: { enabled: true },
    resourceIndicators: {
      enabled: FORMAT !== 'opaque',
      defaultResource: () => 'urn:api',
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({ scope: '', audience: 'urn:api', accessTokenFormat: 'jwt', jwt: { sign: { alg: FORMAT } } }),
    },
  },
  issueRefreshToken: () => true,
  rotateRefreshToken: () => true,
});
provider.listen(Number(PORT), '127.0.0.1');

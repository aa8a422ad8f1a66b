// oidc-provider as a contender of bench/run AuthorizationServers: one client, everything in memory.
import { generateKeyPairSync } from 'node:crypto';
import Provider from 'oidc-provider';

const { PORT, FORMAT, REDIRECT } = process.env;
const issuer = `http://127.0.0.1:${PORT}`;
const key = (alg, type, options) => ({ ...generateKeyPairSync(type, options).privateKey.export({ format: 'jwk' }), alg, use: 'sig', kid: alg });

const provider = new Provider(issuer, {
  jwks: { keys: [key('RS256', 'rsa', { modulusLength: 2048 }), key('ES256', 'ec', { namedCurve: 'P-256' })] },
  cookies: { keys: ['a key for cookies of this run'] },
  clients: [{
    client_id: 'clientid',
    client_secret: 'clientsecret',
    token_endpoint_auth_method: 'client_secret_post',
    grant_types: ['client_credentials', 'authorization_code', 'refresh_token'],
    redirect_uris: [REDIRECT],
    application_type: 'native',
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

// Apps made with openid-client register themselves: one for users, one for machines with a key of its own. Prints where to send the
// browser, reads where it came back, and then what the library made of it, as a line of JSON each.
import * as oidc from 'openid-client'
import { createInterface } from 'node:readline/promises'

const [issuer, initialAccessToken, redirectUri] = process.argv.slice(2)
const say = value => console.log(JSON.stringify(value))
const register = (metadata, authentication) =>
  oidc.dynamicClientRegistration(new URL(issuer), metadata, authentication, { initialAccessToken })

const refused = await oidc.dynamicClientRegistration(new URL(issuer), { redirect_uris: [redirectUri] }).then(
  () => 'registered', error => error.cause?.error ?? error.error ?? error.code)

const app = await register({
  client_name: 'Self-made',
  redirect_uris: [redirectUri],
  grant_types: ['authorization_code', 'refresh_token'],
  scope: 'openid orders.read',
  token_endpoint_auth_method: 'client_secret_post', // what the library does unless told otherwise
})
const pkceCodeVerifier = oidc.randomPKCECodeVerifier()
const expectedState = oidc.randomState()
say({
  refused,
  authorize: oidc.buildAuthorizationUrl(app, {
    redirect_uri: redirectUri,
    scope: 'openid orders.read',
    code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: expectedState,
  }).href,
})
const back = await createInterface({ input: process.stdin }).question('')
const tokens = await oidc.authorizationCodeGrant(app, new URL(back), { pkceCodeVerifier, expectedState, idTokenExpected: true })
const renewed = await oidc.refreshTokenGrant(app, tokens.refresh_token)

const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])
const machine = await register({
  grant_types: ['client_credentials'],
  response_types: [],
  scope: 'orders.read',
  token_endpoint_auth_method: 'private_key_jwt',
  jwks: { keys: [{ ...await crypto.subtle.exportKey('jwk', keys.publicKey), kid: 'own', key_ops: undefined, ext: undefined }] },
}, oidc.PrivateKeyJwt({ key: keys.privateKey, kid: 'own' }))
const own = await oidc.clientCredentialsGrant(machine, { scope: 'orders.read' })

const { registration_client_uri, registration_access_token, ...metadata } = app.clientMetadata()
const manage = (method, body) => fetch(registration_client_uri, {
  method,
  headers: { authorization: `Bearer ${registration_access_token}`, 'content-type': 'application/json' },
  body,
})
const shown = await (await manage('GET')).json()
const gone = (await manage('DELETE')).status
say({ scope: renewed.scope, machine: own.scope, name: shown.client_name, same: shown.client_id === metadata.client_id, gone })
process.exit(0)

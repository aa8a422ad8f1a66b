// A user logs in with an app made with openid-client. Prints where to send the browser, reads where it came back, and then what the
// library made of it, as a line of JSON each.
import * as oidc from 'openid-client'
import { createInterface } from 'node:readline/promises'

const [issuer, clientId, secret, redirectUri] = process.argv.slice(2)
const say = value => console.log(JSON.stringify(value))

const config = await oidc.discovery(
  new URL(issuer), clientId, undefined, secret ? oidc.ClientSecretBasic(secret) : oidc.None())
oidc.enableNonRepudiationChecks(config)

const pkceCodeVerifier = oidc.randomPKCECodeVerifier()
const expectedState = oidc.randomState()
const expectedNonce = oidc.randomNonce()
say({
  authorize: oidc.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: 'openid profile orders.read',
    code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: expectedState,
    nonce: expectedNonce,
  }).href,
})

const back = await createInterface({ input: process.stdin }).question('')
const tokens = await oidc.authorizationCodeGrant(
  config, new URL(back), { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true })
const user = await oidc.fetchUserInfo(config, tokens.access_token, tokens.claims().sub)
const renewed = await oidc.refreshTokenGrant(config, tokens.refresh_token)
const replayed = await oidc.refreshTokenGrant(config, tokens.refresh_token).then(
  () => 'given', error => error.error)
say({ claims: tokens.claims(), user, scope: renewed.scope, replayed })

if (secret) {
  const machine = await oidc.clientCredentialsGrant(config, { scope: 'orders.read' })
  const before = await oidc.tokenIntrospection(config, machine.access_token)
  await oidc.tokenRevocation(config, machine.access_token)
  const after = await oidc.tokenIntrospection(config, machine.access_token)
  const stolen = await oidc.tokenIntrospection(config, renewed.access_token)
  say({ before, after, stolen })
}
process.exit(0)

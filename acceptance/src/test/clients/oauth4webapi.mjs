// A user logs in with an app made with oauth4webapi: a client with a private key, pushed requests, and tokens bound to a key of the
// app (DPoP) with the server's nonces. Prints where to send the browser, reads where it came back, and then what the library made of
// it, as a line of JSON each.
import * as oauth from 'oauth4webapi'
import { createInterface } from 'node:readline/promises'

const [issuer, clientId, redirectUri, audience] = process.argv.slice(2)
const say = value => console.log(JSON.stringify(value))

// The key pair that RFC 7517 shows to everybody (Appendix A.2).
const own = await crypto.subtle.importKey('jwk', {
  kty: 'EC', crv: 'P-256', x: 'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4', y: '4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM',
  d: '870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE',
}, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign'])

const location = new URL(issuer)
const as = await oauth.processDiscoveryResponse(location, await oauth.discoveryRequest(location))
const client = { client_id: clientId }
const auth = oauth.PrivateKeyJwt({ key: own, kid: '1' })
const DPoP = oauth.DPoP(client, await oauth.generateKeyPair('ES256'))

// A server that wants a nonce says so once, and the library remembers it.
let nonces = 0
const proven = async (request, process) => {
  try {
    return await process(await request())
  } catch (error) {
    if (!oauth.isDPoPNonceError(error)) throw error
    nonces++
    return process(await request())
  }
}

const verifier = oauth.generateRandomCodeVerifier()
const state = oauth.generateRandomState()
const nonce = oauth.generateRandomNonce()
const pushed = await proven(
  async () => oauth.pushedAuthorizationRequest(as, client, auth, {
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid profile orders.read',
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  }, { DPoP }),
  response => oauth.processPushedAuthorizationResponse(as, client, response))
const authorize = new URL(as.authorization_endpoint)
authorize.searchParams.set('client_id', clientId)
authorize.searchParams.set('request_uri', pushed.request_uri)
say({ authorize: authorize.href })

const back = await createInterface({ input: process.stdin }).question('')
const parameters = oauth.validateAuthResponse(as, client, new URL(back), state)
const tokens = await proven(
  () => oauth.authorizationCodeGrantRequest(as, client, auth, parameters, redirectUri, verifier, { DPoP }),
  response => oauth.processAuthorizationCodeResponse(as, client, response, { expectedNonce: nonce, requireIdToken: true }))
const { sub } = oauth.getValidatedIdTokenClaims(tokens)
const user = await proven(
  () => oauth.userInfoRequest(as, client, tokens.access_token, { DPoP }),
  response => oauth.processUserInfoResponse(as, client, sub, response))
const bearer = await oauth.userInfoRequest(as, client, tokens.access_token)
  .then(response => oauth.processUserInfoResponse(as, client, sub, response))
  .then(() => 'given', error => error.cause[0].parameters.error)
const renewed = await proven(
  () => oauth.refreshTokenGrantRequest(as, client, auth, tokens.refresh_token, { DPoP }),
  response => oauth.processRefreshTokenResponse(as, client, response))

// What an API of the same library makes of a call with the token.
let call
await oauth.protectedResourceRequest(renewed.access_token, 'GET', new URL('https://api.example/orders'), undefined, undefined, {
  DPoP,
  [oauth.customFetch]: async (url, options) => {
    call = new Request(url, options)
    return new Response()
  },
})
const seen = await oauth.validateJwtAccessToken(as, call, audience, { requireDPoP: true })
say({ type: tokens.token_type, sub, user, bearer, renewed: renewed.token_type, scope: renewed.scope, api: seen.sub, nonces })

const machine = await proven(
  () => oauth.clientCredentialsGrantRequest(as, client, auth, { scope: 'orders.read' }, { DPoP }),
  response => oauth.processClientCredentialsResponse(as, client, response))
const introspected = async requestJwtResponse => {
  const response = await oauth.introspectionRequest(as, client, auth, machine.access_token, { requestJwtResponse })
  const told = await oauth.processIntrospectionResponse(as, client, response)
  if (requestJwtResponse) await oauth.validateApplicationLevelSignature(as, response)
  return told
}
const before = await introspected(false)
const signed = await introspected(true)
await oauth.processRevocationResponse(await oauth.revocationRequest(as, client, auth, machine.access_token))
const after = await introspected(true)
say({ before, signed, after, thumbprint: await DPoP.calculateThumbprint() })
process.exit(0)

// A device without a browser logs its user in with openid-client. Prints what it shows to its user, and then what the library made
// of the user's decision, as a line of JSON each.
import * as oidc from 'openid-client'

const [issuer, clientId] = process.argv.slice(2)
const say = value => console.log(JSON.stringify(value))

const config = await oidc.discovery(new URL(issuer), clientId, undefined, oidc.None())
oidc.enableNonRepudiationChecks(config)
const shown = await oidc.initiateDeviceAuthorization(config, { scope: 'openid profile orders.read' })
say(shown)
const tokens = await oidc.pollDeviceAuthorizationGrant(config, shown)
const user = await oidc.fetchUserInfo(config, tokens.access_token, tokens.claims().sub)
const renewed = await oidc.refreshTokenGrant(config, tokens.refresh_token)
say({ claims: tokens.claims(), user, scope: renewed.scope })
process.exit(0)

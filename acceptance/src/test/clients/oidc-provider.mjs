// A company's OpenID provider, made with oidc-provider: whoever types a name at it is that user. Prints its issuer, then reads the
// redirect URIs of its one client.
import Provider from 'oidc-provider'
import { createServer } from 'node:http'
import { createInterface } from 'node:readline/promises'

const [clientId, clientSecret] = process.argv.slice(2)
let provider
const server = createServer((request, response) => provider.callback()(request, response))
await new Promise(ready => server.listen(0, '127.0.0.1', ready))
const issuer = `http://localhost:${server.address().port}`
console.log(JSON.stringify({ issuer }))

const redirectUris = await createInterface({ input: process.stdin }).question('')
provider = new Provider(issuer, {
  clients: [{
    client_id: clientId,
    client_secret: clientSecret,
    redirect_uris: redirectUris.split(' '),
    response_types: ['code'],
    grant_types: ['authorization_code'],
  }],
  claims: { openid: ['sub'], profile: ['preferred_username', 'name'], email: ['email', 'email_verified'] },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({
      sub: id,
      preferred_username: id,
      name: `${id[0].toUpperCase()}${id.slice(1)} of Corp`,
      email: `${id}@corp.example`,
      email_verified: true,
    }),
  }),
  cookies: { keys: ['a key of a test'] },
})
console.log(JSON.stringify({ ready: true }))

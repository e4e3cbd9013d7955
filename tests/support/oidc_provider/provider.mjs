// An OpenID provider on loopback for the tests: one client, a few accounts, a plain sign-in form.
//
// Takes one argument, JSON: {client: {id, secret}, callbackPaths, accounts: {name: {password, claims}}}.
// Writes {"issuer": "…"} on one line when it answers; ends when its standard input is closed.
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'

import { Provider } from 'oidc-provider'

const { client, callbackPaths, accounts } = JSON.parse(process.argv[2])
const server = createServer()
await new Promise((listening) => server.listen(0, '127.0.0.1', listening))
const issuer = `http://127.0.0.1:${server.address().port}`

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: client.id,
      client_secret: client.secret,
      // A native client may come back to any port of a loopback address (RFC 8252, section 7.3).
      application_type: 'native',
      redirect_uris: callbackPaths.map((path) => `http://127.0.0.1${path}`)
    }
  ],
  claims: { openid: ['sub'], profile: ['name', 'preferred_username'], email: ['email', 'email_verified'] },
  cookies: { keys: ['a key of the tests'] },
  features: { devInteractions: { enabled: false } },
  ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
  interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_context, name) =>
    accounts[name] && { accountId: name, claims: () => ({ sub: name, ...accounts[name].claims }) }
})

const form = (message) => `<!doctype html><html lang="en"><title>Sign in to the test provider</title>
<p role="alert">${message}</p>
<form method="post"><label>Name <input name="name"></label>
<label>Password <input name="password" type="password"></label><button>Sign in</button></form></html>`

const answerPage = (response, status, message) => {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(form(message))
}

// Whoever signs in agrees: consent is not what is tested.
async function agree(request, response, { params, session }) {
  const grant = new provider.Grant({ clientId: params.client_id, accountId: session.accountId })
  grant.addOIDCScope('openid profile email')
  return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } })
}

async function interact(request, response) {
  const details = await provider.interactionDetails(request, response)
  if (details.prompt.name === 'consent') return agree(request, response, details)
  if (request.method !== 'POST') return answerPage(response, 200, '')
  const given = new URLSearchParams(await text(request))
  const account = accounts[given.get('name')]
  if (!account || account.password !== given.get('password')) {
    return answerPage(response, 401, 'Name or password is wrong')
  }
  return provider.interactionFinished(request, response, { login: { accountId: given.get('name') } })
}

const answer = provider.callback()
server.on('request', (request, response) => {
  if (!request.url.startsWith('/interaction/')) return answer(request, response)
  return interact(request, response).catch(() => answerPage(response, 400, 'This sign-in is over; start again'))
})

process.stdin.resume().on('end', () => process.exit(0))
console.log(JSON.stringify({ issuer }))

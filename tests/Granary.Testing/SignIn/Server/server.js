// An identity provider, certified as such by the OpenID Foundation, on a free port; it says itself which. Whoever comes chooses an account from a
// list. What it says of an account is told to it by tests: PUT and DELETE /accounts/<id>. It ends with whoever started it.
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const accounts = new Map();
const audience = 'https://granary.example/api';
const isLocal = uri => ['localhost', '127.0.0.1'].includes(new URL(uri).hostname);
const page = (title, body) => `<!DOCTYPE html><html lang="en"><title>${title}</title><h1>${title}</h1>${body}</html>`;
const escaped = text => text.replace(/[&<>"]/g, c => `&#${c.charCodeAt(0)};`);

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  const issuer = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, {
    clients: [
      { client_id: 'granary', client_secret: 'a secret of the tests', redirect_uris: ['http://localhost/'], post_logout_redirect_uris: ['http://localhost/'] },
      { client_id: 'crm-backend', client_secret: 'another secret of the tests', redirect_uris: [], response_types: [], grant_types: ['client_credentials'] },
    ],
    cookies: { keys: ['cookies of the tests'] },
    pkce: { required: () => true },
    claims: { openid: ['sub', 'tenant', 'role', 'country'], profile: ['name'], email: ['email', 'email_verified'] },
    // Without an account the userinfo endpoint refuses its access tokens.
    findAccount: (_, id) => (accounts.has(id) ? { accountId: id, claims: () => ({ sub: id, ...accounts.get(id) }) } : undefined),
    ttl: { AccessToken: (_, token) => accounts.get(token.accountId)?.seconds ?? 3600, ClientCredentials: 600, Grant: 3600, IdToken: 3600, Interaction: 3600, Session: 3600 },
    // Everybody has agreed already.
    loadExistingGrant: async ({ oidc }) => {
      const grant = new provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: () => ({ audience, scope: 'granary', accessTokenFormat: 'jwt' }),
      },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (context, form) => {
          context.body = page('Sign out', `${form}<button form="op.logoutForm" name="logout" value="yes">Sign out everywhere</button>`);
        },
      },
    },
  });
  // Which port the server under test will have is not known yet.
  provider.Client.prototype.redirectUriAllowed = isLocal;
  provider.Client.prototype.postLogoutRedirectUriAllowed = isLocal;

  const callback = provider.callback();
  server.on('request', async (request, response) => {
    const [, folder, name] = new URL(request.url, issuer).pathname.split('/');
    let body = '';
    if (folder === 'accounts' || (folder === 'interaction' && request.method === 'POST')) for await (const piece of request) body += piece;

    if (folder === 'accounts') {
      if (request.method === 'DELETE') accounts.delete(name);
      else accounts.set(name, JSON.parse(body));
      response.writeHead(204).end();
    } else if (folder === 'interaction' && request.method === 'POST') {
      await provider.interactionFinished(request, response, { login: { accountId: new URLSearchParams(body).get('account') } });
    } else if (folder === 'interaction') {
      const buttons = [...accounts].map(([id, claims]) => `<button name="account" value="${escaped(id)}">${escaped(claims.name ?? id)}</button>`).join('');
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page('Who are you?', `<form method="post">${buttons}</form>`));
    } else {
      callback(request, response);
    }
  });
  console.log(`Listening on ${issuer}`);
});

process.stdin.on('end', () => process.exit()).resume();

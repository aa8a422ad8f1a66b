"""A server of OAuth 1.0a by oauthlib, which judges requests as strictly as it does by itself.

Prints its port. /request, /authorize (says yes at once), /access, and any other path is its API.
Arguments: the file of the client's public key.
"""

import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from oauthlib.oauth1 import RequestValidator, WebApplicationServer

CLIENT = "grantwayconsumerkey1234"
SECRET = "consumer secret & more"
WRONG = ("no", "secret")


class Everything(RequestValidator):
    """Tokens in memory."""

    def __init__(self, public_key):
        super().__init__()
        self.public_key = public_key
        self.temporary = {}
        self.tokens = {}
        self.verifiers = {}
        self.nonces = set()

    enforce_ssl = False
    dummy_client = "dummydummydummydummydummy"
    dummy_request_token = "dummydummydummydummydummy"
    dummy_access_token = "dummydummydummydummydummy"

    def get_client_secret(self, client_key, request):
        return SECRET if client_key == CLIENT else "other"

    def get_rsa_key(self, client_key, request):
        return self.public_key

    def get_request_token_secret(self, client_key, token, request):
        return self.temporary.get(token, WRONG)[1]

    def get_access_token_secret(self, client_key, token, request):
        return self.tokens.get(token, "other")

    def get_default_realms(self, client_key, request):
        return []

    def get_realms(self, token, request):
        return []

    def get_redirect_uri(self, token, request):
        return self.temporary[token][0]

    def validate_client_key(self, client_key, request):
        return client_key == CLIENT

    def validate_request_token(self, client_key, token, request):
        return token in self.temporary

    def validate_access_token(self, client_key, token, request):
        return token in self.tokens

    def validate_timestamp_and_nonce(self, client_key, timestamp, nonce, request,
                                     request_token=None, access_token=None):
        used = (timestamp, nonce, request_token, access_token)
        if used in self.nonces:
            return False
        self.nonces.add(used)
        return True

    def validate_redirect_uri(self, client_key, redirect_uri, request):
        return redirect_uri.startswith("http://127.0.0.1:7777/callback")

    def validate_requested_realms(self, client_key, realms, request):
        return True

    def validate_realms(self, client_key, token, request, uri=None, realms=None):
        return True

    def validate_verifier(self, client_key, token, verifier, request):
        return self.verifiers.get(token) == verifier

    def verify_request_token(self, token, request):
        return token in self.temporary

    def verify_realms(self, token, realms, request):
        return True

    def save_request_token(self, token, request):
        self.temporary[token["oauth_token"]] = (
            request.redirect_uri, token["oauth_token_secret"])

    def save_verifier(self, token, verifier, request):
        self.verifiers[token] = verifier["oauth_verifier"]

    def save_access_token(self, token, request):
        self.tokens[token["oauth_token"]] = token["oauth_token_secret"]

    def invalidate_request_token(self, client_key, request_token, request):
        del self.temporary[request_token]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_by_oauthlib = None

    def answer(self):
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length).decode()
        uri = "http://" + self.headers["Host"] + self.path
        headers = dict(self.headers.items())
        judge = self.server_by_oauthlib
        path = urlsplit(self.path).path
        if path == "/request":
            found, text, status = judge.create_request_token_response(
                uri, self.command, body, headers)
        elif path == "/authorize":
            found, text, status = judge.create_authorization_response(
                uri, "GET", None, {}, [], {})
        elif path == "/access":
            found, text, status = judge.create_access_token_response(
                uri, self.command, body, headers)
        else:
            good, _ = judge.validate_protected_resource_request(
                uri, self.command, body, headers, [])
            found, text, status = {}, "good" if good else "bad", 200 if good else 401
        data = (text or "").encode()
        self.send_response(status)
        for name, value in found.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = do_PUT = do_DELETE = answer

    def log_message(self, *_):
        pass


def main():
    with open(sys.argv[1], encoding="ascii") as key:
        Handler.server_by_oauthlib = WebApplicationServer(Everything(key.read()))
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_port, flush=True)
    server.serve_forever()


main()

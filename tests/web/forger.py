"""A provider that says what a test wants: forged tokens, and answers that make no sense."""

import hmac
import json
import threading
import time
from base64 import urlsafe_b64encode
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

CLIENT = {"oidc_client_id": "partnerhub", "oidc_client_secret": "a secret that two know" * 2}
KEY = RSAKey.generate_key(2048, {"kid": "one"})
ANOTHER = RSAKey.generate_key(2048, {"kid": "one"})


class Forger:
    """An HTTP server whose answers are attributes; `reset` makes it an honest provider."""

    def __init__(self):
        forger = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self.tell(forger.answer(self.path))

            def do_POST(self):
                text = self.rfile.read(int(self.headers["Content-Length"])).decode()
                forger.asked = {name: values[0] for name, values in parse_qs(text).items()}
                forger.asked["Authorization"] = self.headers.get("Authorization")
                self.tell(forger.answer(self.path))

            def tell(self, answer):
                status, body = answer if isinstance(answer, tuple) else (200, answer)
                raw = body if isinstance(body, bytes) else json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(raw)))
                if status == 302:
                    self.send_header("Location", forger.issuer + "/elsewhere")
                self.end_headers()
                self.wfile.write(raw)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True)
        self.thread.start()
        self.reset()

    @property
    def settings(self):
        page = {"public_url": "http://localhost:8080", "oidc_issuer": self.issuer}
        return page | CLIENT

    def reset(self):
        """Be honest, and know Ann."""
        self.asked = {}
        self.about = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/keys",
            "id_token_signing_alg_values_supported": ["none", "HS256", "RS256"],
        }
        self.answers = {
            "/.well-known/openid-configuration": self.about,
            "/keys": {"keys": [KEY.as_dict(private=False)]},
            "/elsewhere": self.about,
            "/userinfo": {"sub": "ann"},
        }

    def answer(self, path):
        found = self.answers.get(path, (404, {}))
        return found() if callable(found) else found

    def claims(self, nonce, **changed):
        now = int(time.time())
        honest = {
            "iss": self.issuer,
            "sub": "ann",
            "aud": "partnerhub",
            "iat": now,
            "exp": now + 300,
            "nonce": nonce,
            "email": "ann@acme.com",
            "email_verified": True,
        }
        return {name: value for name, value in (honest | changed).items() if value is not None}

    def vouch(self, token, **beside):
        """Give a token for whatever code is asked for next."""
        self.answers["/token"] = {
            "access_token": "opaque",
            "token_type": "Bearer",
            "id_token": token,
        } | beside

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


def signed(claims, key=KEY, alg="RS256"):
    return jwt.encode({"alg": alg, "kid": "one"}, claims, key, algorithms=[alg])


def by_hand(claims, alg, sign):
    """A token that no library would make."""
    head, body = (_encoded(json.dumps(each).encode()) for each in ({"alg": alg}, claims))
    return f"{head}.{body}.{_encoded(sign(f'{head}.{body}'.encode()))}"


def _encoded(raw):
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def unsigned(claims):
    return by_hand(claims, "none", lambda text: b"")


def by_the_secret(claims):
    return signed(claims, OctKey.import_key(CLIENT["oidc_client_secret"], {"kid": "one"}), "HS256")


def by_the_public_key(claims):
    public = KEY.as_pem(private=False)
    return by_hand(claims, "HS256", lambda text: hmac.digest(public, text, "sha256"))


def by_another_key(claims):
    return signed(claims, ANOTHER)


def cut_short(claims):
    return signed(claims)[:-8]


TOLD_INSTEAD = {
    "nothing": "",
    "no token": "a.b.c",
    "null": None,
    "an object": {"sub": "ann"},
    "no letters": "\u00e9.\u00e9.\u00e9",
}
"""What is no token at all."""

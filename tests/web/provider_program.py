"""Runs idpyoidc, a real OpenID provider, with a few people in memory: `program PORT CALLBACK`.

It shares no code with what logs in. Who a browser is signed in as at the provider, it says with the
cookie `person`; without one it is Ann. So no test has to fill in the provider's forms.
"""

import json
import logging
import sys
from wsgiref.simple_server import WSGIRequestHandler, make_server

from cryptojwt.utils import b64e
from flask import Flask, Response, redirect, request
from idpyoidc.encrypter import default_crypt_config
from idpyoidc.message.oidc import AccessTokenRequest
from idpyoidc.server import OPConfiguration, Server
from idpyoidc.server.user_authn.user import NoAuthn
from idpyoidc.time_util import utc_time_sans_frac

PEOPLE = {
    "ann": {"email": "ann@acme.com", "email_verified": True},
    "guest": {"email": "guest@elsewhere.org", "email_verified": True},
    "uninvited": {"email": "uninvited@acme.com", "email_verified": True},
    "unverified": {"email": "unverified@acme.com", "email_verified": False},
    "silent": {"email": "silent@acme.com"},
}
ENDPOINTS = {
    "provider_config": (
        ".well-known/openid-configuration",
        "provider_config.ProviderConfiguration",
    ),
    "authorization": ("authorization", "authorization.Authorization"),
    "token": ("token", "token.Token"),
    "userinfo": ("userinfo", "userinfo.UserInfo"),
}


class ByCookie(NoAuthn):
    """Believes a browser's cookie; what a provider's form would find out."""

    def authenticated_as(self, client_id="", cookie=None, authorization="", **_):
        person = {"uid": request.cookies.get("person", self.user)}
        return {"uid": b64e(json.dumps(person).encode())}, utc_time_sans_frac()


def provider(port, callback, folder):
    endpoints = {
        name: {"path": path, "class": f"idpyoidc.server.oidc.{kind}", "kwargs": {}}
        for name, (path, kind) in ENDPOINTS.items()
    }
    endpoints["token"]["kwargs"]["client_authn_method"] = ["client_secret_basic"]
    endpoints["userinfo"]["kwargs"]["client_authn_method"] = ["bearer_header"]
    conf = {
        "issuer": f"http://localhost:{port}",
        "httpc_params": {"verify": False},
        "endpoint": endpoints,
        "authentication": {
            "anon": {"acr": "person", "class": ByCookie, "kwargs": {"user": "ann"}},
        },
        "userinfo": {"class": "idpyoidc.server.user_info.UserInfo", "kwargs": {"db": PEOPLE}},
        "token_handler_args": {
            "code": {"lifetime": 60, "kwargs": {"crypt_conf": default_crypt_config()}},
            "token": {
                "class": "idpyoidc.server.token.jwt_token.JWTToken",
                "kwargs": {"lifetime": 60, "aud": []},
            },
            "id_token": {
                "class": "idpyoidc.server.token.id_token.IDToken",
                "kwargs": {"lifetime": 60, "add_claims_by_scope": True},
            },
        },
        "session_params": {"encrypter": default_crypt_config()},
        "add_on": {
            "pkce": {
                "function": "idpyoidc.server.oauth2.add_on.pkce.add_support",
                "kwargs": {"essential": True, "code_challenge_methods": {"S256": None}},
            }
        },
    }
    kinds = [{"type": "RSA", "use": ["sig"]}, {"type": "EC", "crv": "P-256", "use": ["sig"]}]
    server = Server(
        OPConfiguration(conf, base_path=folder), cwd=folder, key_conf={"key_defs": kinds}
    )
    server.context.provider_info["jwks_uri"] = f"{conf['issuer']}/jwks"
    server.context.cdb["partnerhub"] = {
        "client_secret": "the-providers-secret",
        "redirect_uris": [(callback, None)],
        "client_salt": "salt",
        "token_endpoint_auth_method": "client_secret_basic",
        "response_types_supported": ["code"],
        "allowed_scopes": ["openid", "email"],
        "add_claims": {"by_scope": {"id_token": True, "userinfo": True}},
    }
    return server


def application(server):
    app = Flask("provider")

    def serve(endpoint):
        headers = {name.lower(): value for name, value in request.headers.items()}
        http = {"headers": headers, "method": request.method, "url": request.url, "cookie": []}
        try:
            asked = endpoint.parse_request(request.values.to_dict(), http_info=http)
            if "error" not in asked:
                if endpoint.name == "token":
                    asked = AccessTokenRequest(**asked)
                return told(endpoint, asked, endpoint.process_request(asked, http_info=http))
        except Exception as error:  # noqa: BLE001 - a provider answers whatever it is asked
            return {"error": "invalid_request", "error_description": repr(error)}, 400
        return Response(asked.to_json(), 400, content_type="application/json")

    def told(endpoint, asked, args):
        if "error" in args:
            return Response(args.to_json(), 400, content_type="application/json")
        info = endpoint.do_response(request=asked, **args)
        if info.get("response_placement", endpoint.response_placement) == "url":
            return redirect(info["response"])
        return Response(info["response"], headers=dict(info["http_headers"]))

    for name, (path, _) in ENDPOINTS.items():
        endpoint = server.get_endpoint(name)
        app.add_url_rule(
            f"/{path}", name, lambda endpoint=endpoint: serve(endpoint), methods=["GET", "POST"]
        )
    app.add_url_rule("/jwks", "jwks", server.context.keyjar.export_jwks)
    return app


class Quiet(WSGIRequestHandler):
    def log_message(self, *_):
        pass


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    port, callback, folder = int(sys.argv[1]), sys.argv[2], sys.argv[3]
    app = application(provider(port, callback, folder))
    make_server("localhost", port, app, handler_class=Quiet).serve_forever()

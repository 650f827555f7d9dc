"""The configuration of production with this stack's places in it. What is replaced must be there, or the stack does not start."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from deploy.loopback.certificate import Pair
from deploy.loopback.places import HOST, ROOT, Places

AROUND = """daemon off;
worker_processes 1;
{user}
pid {folder}/nginx.pid;
error_log {folder}/log/nginx.log warn;
events {{ worker_connections 512; }}
http {{
    default_type application/octet-stream;
    client_body_temp_path {folder}/nginx-body;
    proxy_temp_path {folder}/nginx-proxy;
    fastcgi_temp_path {folder}/nginx-fastcgi;
    uwsgi_temp_path {folder}/nginx-uwsgi;
    scgi_temp_path {folder}/nginx-scgi;
    {site}
}}
"""


def nginx(places: Places, pair: Pair, webs: Sequence[int]) -> Path:
    """`deploy/nginx/pathway.conf` for ``webs``, ports of gunicorns."""
    site = (ROOT / "deploy/nginx/pathway.conf").read_text()
    site = replaced(
        site,
        {
            "server unix:/run/pathway/web.sock max_fails=0;": " ".join(f"server {HOST}:{port} max_fails=0;" for port in webs),
            "listen 443 ssl http2": f"listen {HOST}:{places.https} ssl http2",
            "listen 80": f"listen {HOST}:{places.http}",
            "/etc/letsencrypt/live/pathway.example.org/fullchain.pem": str(pair.certificate),
            "/etc/letsencrypt/live/pathway.example.org/privkey.pem": str(pair.key),
            "https://pathway.example.org": places.address,
            "server_name pathway.example.org;": f"server_name localhost {HOST};",
            "/var/log/pathway/": f"{places.below('log')}/",
            "/var/cache/nginx/pathway": str(places.below("nginx-cache")),
        },
    )
    user = "user root root;" if os.geteuid() == 0 else ""  # the folder is its maker's alone
    path = places.folder / "nginx.conf"
    path.write_text(AROUND.format(folder=places.folder, user=user, site=site))
    return path


def redis(places: Places) -> Path:
    """`deploy/redis/pathway.conf`, on this stack's port."""
    path = places.folder / "redis.conf"
    path.write_text(f"include {ROOT / 'deploy/redis/pathway.conf'}\nbind {HOST}\nport {places.redis}\ndir {places.below('redis')}\ndaemonize no\n")
    return path


def replaced(text: str, pairs: Mapping[str, str]) -> str:
    """``text`` with each key replaced by its value; raises ``ValueError`` for one that is not in it."""
    for old, new in pairs.items():
        if old not in text:
            raise ValueError(f"“{old}” is not in the configuration any more: bring deploy/loopback/configuration.py up to it.")
        text = text.replace(old, new)
    return text

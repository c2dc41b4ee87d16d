"""A TAK client made of taky's own: its connection over TLS, its parser and its events.

    taky_client.py PORT UID CA CERTIFICATE KEY

It says where it is and pings, and prints what it hears, an event a line.
"""

import json
import select
import socket
import ssl
import sys
from datetime import datetime, timedelta

from lxml import etree
from taky.config import app_config
from taky.cot import models
from taky.cot.client import SocketTAKClient


def event(uid, kind, lat=0.0, lon=0.0):
    now = datetime.utcnow()
    said = models.Event(uid=uid, etype=kind, how="m-g", time=now, start=now, stale=now + timedelta(seconds=60))
    said.point.lat, said.point.lon, said.point.ce = lat, lon, 5.0
    detail = etree.Element("detail")
    etree.SubElement(detail, "track", speed="10.0", course="45.0")
    said.detail = models.Detail(detail)
    return said


def hears(packet):
    heard = {"type": packet.etype, "uid": packet.uid, "lat": packet.point.lat, "says": etree.tostring(packet.as_element).decode()}
    print(json.dumps(heard), flush=True)


def main():
    port, uid, authority, certificate, key = sys.argv[1:]
    app_config.read_dict({"cot_server": {"log_cot": None}})
    trusts = ssl.create_default_context(cafile=authority)
    trusts.load_cert_chain(certificate, key)
    plain = socket.create_connection(("localhost", int(port)))
    plain.setblocking(False)
    sock = trusts.wrap_socket(plain, server_hostname="localhost", do_handshake_on_connect=False)
    client = SocketTAKClient(sock=sock, use_ssl=True, cbs={"packet_rx": hears})
    client.socket_tx()
    is_said = False
    while not client.is_closed:
        if client.ready and not is_said:
            is_said = True
            client.send_event(event(uid, "a-f-G-U-C", 34.93, 72.88))
            client.send_event(event(f"{uid}-ping", "t-x-c-t"))
        readable, writable, _ = select.select([sock], [sock] if client.has_data else [], [], 5.0)
        if readable or sock.pending():
            client.socket_rx()
        if writable and not client.is_closed:
            client.socket_tx()


main()

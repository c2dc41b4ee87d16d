"""A TAK client made of pytak, as gateways are that people write; what it hears is read by taky, a TAK server.

    client.py PACKAGE UID PROTO

It takes in a data package, says once where it is, and prints what it hears, an event a line. PROTO is pytak's: 0 for XML, 1 for
TAK protocol version 1.
"""

import asyncio
import configparser
import json
import sys
import warnings
import xml.etree.ElementTree as ET

import pytak
from lxml import etree
from pytak.client_functions import read_pref_package
from taky.cot import models


class Says(pytak.QueueWorker):
    async def run(self, _=-1):
        event = pytak.gen_cot_xml(lat=34.93, lon=72.88, ce=5, hae=900, le=9999999, uid=sys.argv[2], stale=60, cot_type="a-f-G-U-C")
        event.find("detail").append(ET.Element("track", {"speed": "10.0", "course": "45.0"}))
        await self.put_queue(ET.tostring(event))
        await asyncio.Event().wait()


class Hears(pytak.QueueWorker):
    async def handle_data(self, data):
        event = models.Event.from_elm(etree.fromstring(data.strip()))
        heard = {"type": event.etype, "uid": event.uid, "lat": event.point.lat, "says": etree.tostring(event.as_element).decode()}
        print(json.dumps(heard), flush=True)

    async def run(self, _=-1):
        while True:
            await self.handle_data(await self.queue.get())


async def main():
    warnings.simplefilter("ignore")
    package, _, proto = sys.argv[1:]
    config = configparser.ConfigParser(interpolation=None)
    config["client"] = {**{name: value or "" for name, value in read_pref_package(package).items()}, "TAK_PROTO": proto}
    client = pytak.CLITool(config["client"])
    await client.setup()
    client.add_tasks({Says(client.tx_queue, config["client"]), Hears(client.rx_queue, config["client"])})
    await client.run()


asyncio.run(main())

// A TAK client made of @tak-ps/node-tak, as gateways are that people write in JavaScript.
//
//     client.mjs PORT UID CA CERTIFICATE KEY
//
// It believes nobody but the authority of the data package, says once where it is, and prints what it hears, an event a line; and
// "holds" when its ping is answered.

import { readFileSync } from 'node:fs';
import TAK, { CoT } from '@tak-ps/node-tak';

const [port, uid, ...files] = process.argv.slice(2);
const [ca, cert, key] = files.map((file) => readFileSync(file, 'utf8'));
const print = (heard) => process.stdout.write(`${JSON.stringify(heard)}\n`);

const tak = await TAK.connect(new URL(`ssl://localhost:${port}`), { ca, cert, key, rejectUnauthorized: true });
tak.on('ping', () => print({ type: 'holds' }))
    .on('cot', (cot) => print({ type: cot.type(), uid: cot.uid(), says: JSON.stringify(cot.raw) }))
    .on('error', (error) => print({ type: 'error', says: String(error) }))
    .on('end', () => process.exit(0));
tak.once('secureConnect', async () => {
    const at = new Date();
    const _attributes = {
        version: '2.0', uid, type: 'a-f-G-U-C', how: 'm-g',
        time: at.toISOString(), start: at.toISOString(), stale: new Date(at.getTime() + 60_000).toISOString(),
    };
    await tak.write([new CoT({ event: {
        _attributes,
        point: { _attributes: { lat: 34.93, lon: 72.88, hae: 900, ce: 5, le: 9999999 } },
        detail: { contact: { _attributes: { callsign: 'GATEWAY' } }, track: { _attributes: { speed: 10, course: 45 } } },
    } })]);
    await tak.flush();
});

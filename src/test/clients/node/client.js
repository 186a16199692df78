'use strict';
// One message by node-soap: node client.js ENDPOINT FOLDER profile|transforms|sha1
// FOLDER: kanhe.wsdl, key.pem, cert.pem, tls-key.pem, tls-cert.pem, root.pem, payload.xml.
// `transforms` leaves node-soap's default transforms, `sha1` sets what older releases set.

const crypto = require('crypto');
const fs = require('fs');
const https = require('https');
const path = require('path');
const soap = require('soap');
const { SignedXml } = require('xml-crypto');
const { DOMParser } = require('@xmldom/xmldom');

const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const [endpoint, folder, mode] = process.argv.slice(2);
const read = (name) => fs.readFileSync(path.join(folder, name), 'utf8');

function digest(payload) {
  const Canonicalization = new SignedXml().CanonicalizationAlgorithms[EXCLUSIVE];
  const root = new DOMParser().parseFromString(payload, 'text/xml').documentElement;
  const canonical = new Canonicalization().process(root, {}).toString();
  return crypto.createHash('sha256').update(canonical, 'utf8').digest('hex');
}

function header(payload) {
  const fields = [
    ['messageId', crypto.randomUUID()],
    ['serviceId', 'ew.alert'],
    ['operation', 'publish'],
    ['version', '1.0'],
    ['direction', 'EVENT'],
    ['sender', '12331000TEXT000177'],
    ['receiver', '12331000TEXT000920'],
    ['sentTime', new Date().toISOString()],
    ['businessKey', 'HAIL-NODE'],
    ['priority', '4'],
    ['environment', 'Exercise'],
  ];
  const elements = fields.map(([name, value]) => `<k:${name}>${value}</k:${name}>`).join('');
  return (
    `<k:MessageHeader xmlns:k="urn:kanhe:envelope:1">${elements}` +
    `<k:payloadDigest algorithm="SHA-256">${digest(payload)}</k:payloadDigest></k:MessageHeader>`
  );
}

function security() {
  const options = {
    hasTimeStamp: true,
    additionalReferences: ['k:MessageHeader'],
    signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
    signatureTransformations: [EXCLUSIVE],
    signerOptions: { idMode: 'wssecurity' },
  };
  if (mode === 'transforms') {
    delete options.signatureTransformations;
  }
  if (mode === 'sha1') {
    options.signatureAlgorithm = 'http://www.w3.org/2000/09/xmldsig#rsa-sha1';
    options.digestAlgorithm = 'http://www.w3.org/2000/09/xmldsig#sha1';
  }
  return new soap.WSSecurityCert(read('key.pem'), read('cert.pem'), '', options);
}

async function main() {
  const payload = read('payload.xml');
  const client = await soap.createClientAsync(path.join(folder, 'kanhe.wsdl'), { endpoint });
  const certificate = security();
  client.setSecurity({
    addOptions(options) {
      options.httpsAgent = new https.Agent({
        key: read('tls-key.pem'),
        cert: read('tls-cert.pem'),
        ca: read('root.pem'),
      });
    },
    // The Body has any one document, for which the WSDL holds a place: it goes there before signing.
    postProcess(xml, key) {
      const body = `<${key}:Body>${payload}</${key}:Body>`;
      return certificate.postProcess(xml.replace(/<(\w+):Body>[^]*<\/\1:Body>/, () => body), key);
    },
  });
  client.addSoapHeader(header(payload));
  client.setSOAPAction('urn:kanhe:ew.alert:publish');
  await new Promise((resolve, reject) => {
    // A fault is an error here, and an answer too.
    client.Kanhe.Soap11.submit({}, (error) =>
      error && !client.lastResponse ? reject(error) : resolve(),
    );
  });
  process.stdout.write(String(client.lastResponse));
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});

#!/bin/sh
# Copies the keys of a sandbox participant out of a gateway's certs/ into keys/, in PEM, for the examples:
#   sh sandbox-keys.sh /path/to/kanhe/certs insurer-a
# A real partner makes its own keys; docs/partners.md says how. Private keys never leave their owner.
set -eu
certs=$1
partner=$2
folder=$(cd "$(dirname "$0")" && pwd)/keys
umask 077
mkdir -p "$folder"
for name in signing tls; do
  openssl pkcs12 -in "$certs/$partner/$name.p12" -passin "file:$certs/keystore.password" -nocerts -nodes 2>/dev/null |
    openssl pkcs8 -topk8 -nocrypt -out "$folder/$name.key"
  cp "$certs/$partner/$name.pem" "$folder/$name.pem"
done
cat "$certs/trust/root.pem" "$certs/trust/issuing-ca.pem" > "$folder/root.pem"
cp "$certs/trust/log.vkey" "$folder/log.vkey"
echo "keys of $partner are in $folder"

#!/bin/sh
# Makes what the servers need before their first start: passwords, a certificate authority, a certificate for each node
# of KurrentDB, and the addresses that the service connects to. What is there is kept, so it may run at every start; a
# node's certificate is made anew in the last 30 days of its life.
#
#   prepare.sh [folder]    default /run/prepare; below it
#     authority/           everything that is secret, and the authority's key: for nobody but this script
#     kurrentdb/           for the nodes of KurrentDB and for making the service's account there
#     postgres/            for PostgreSQL
#     ledger/              for the service
#
# KURRENTDB_NODES             names of the nodes, separated by spaces
# KURRENTDB_CERTIFICATE_DAYS  life of a node's certificate, in days
set -eu
umask 077

root=${1:-/run/prepare}
nodes=${KURRENTDB_NODES:?names the nodes of KurrentDB, such as kurrentdb-1}
days=${KURRENTDB_CERTIFICATE_DAYS:-730}
renew_within=$((30 * 24 * 60 * 60))
authority=$root/authority

command -v openssl >/dev/null || {
  echo 'There is no openssl in this image. Set POSTGRES_IMAGE to one that has it, such as postgres:18-bookworm.' >&2
  exit 1
}
mkdir -p "$authority" "$root/kurrentdb/ca" "$root/postgres" "$root/ledger"

# password NAME: 48 hexadecimal digits, which need no escaping in any address.
password() {
  [ -s "$authority/$1" ] || openssl rand -hex 24 >"$authority/$1"
  cat "$authority/$1"
}

# publish FOLDER/NAME: writes what it is given for those who read that folder, never half of it.
publish() {
  cat >"$root/$1.new"
  chmod 444 "$root/$1.new"
  mv "$root/$1.new" "$root/$1"
}

make_authority() {
  cat >"$authority/ca.cnf" <<'CNF'
[req]
distinguished_name = name
x509_extensions = authority
prompt = no
[name]
CN = progress-ledger authority
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
CNF
  openssl req -x509 -new -newkey rsa:3072 -nodes -sha256 -days 3650 -config "$authority/ca.cnf" \
    -keyout "$authority/ca.key" -out "$authority/ca.crt" 2>/dev/null
}

# make_node NAME: every node has the same common name, by which the others know it as one of them.
make_node() {
  openssl req -new -newkey rsa:2048 -nodes -sha256 -subj /CN=kurrentdb-node \
    -keyout "$authority/$1.key" -out "$authority/$1.csr" 2>/dev/null
  cat >"$authority/$1.ext" <<EXT
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature, keyEncipherment
extendedKeyUsage = serverAuth, clientAuth
subjectAltName = DNS:$1, DNS:localhost, IP:127.0.0.1
EXT
  openssl x509 -req -sha256 -days "$days" -extfile "$authority/$1.ext" -in "$authority/$1.csr" \
    -CA "$authority/ca.crt" -CAkey "$authority/ca.key" -CAcreateserial -out "$authority/$1.crt" 2>/dev/null
  echo "Made a certificate for $1, good for $days days."
}

[ -s "$authority/ca.crt" ] || make_authority
publish kurrentdb/ca/ca.crt <"$authority/ca.crt"
publish ledger/ca.crt <"$authority/ca.crt"

hosts=
for node in $nodes; do
  openssl x509 -checkend "$renew_within" -noout -in "$authority/$node.crt" >/dev/null 2>&1 || make_node "$node"
  mkdir -p "$root/kurrentdb/$node"
  publish "kurrentdb/$node/node.crt" <"$authority/$node.crt"
  publish "kurrentdb/$node/node.key" <"$authority/$node.key"
  hosts=$hosts${hosts:+,}$node:2113
done

password kurrentdb-admin | publish kurrentdb/admin-password
password kurrentdb-ops | publish kurrentdb/ops-password
password postgres-superuser | publish postgres/superuser-password
password postgres-owner | publish postgres/owner-password
password postgres-service | publish postgres/service-password

echo "postgres://ledger_owner:$(password postgres-owner)@postgres:5432/ledger" | publish ledger/database-url
echo "postgres://ledger_service:$(password postgres-service)@postgres:5432/ledger" | publish ledger/database-app-url
echo "esdb://ledger:$(password kurrentdb-ledger)@$hosts?tls=true&tlsCAFile=/run/ledger/ca.crt" |
  publish ledger/eventstoredb-url

# Those who read them are other users than the one that made them.
find "$root/kurrentdb" "$root/postgres" "$root/ledger" -type d -exec chmod 755 {} +

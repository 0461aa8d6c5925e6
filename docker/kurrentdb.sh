#!/bin/sh
# Starts a node of KurrentDB with the passwords that its first start gives to `admin` and `ops`. The server takes them
# from its environment alone; without them it would give both a password that everybody knows.
set -eu

KURRENTDB_DEFAULT_ADMIN_PASSWORD=$(cat /run/kurrentdb/admin-password)
KURRENTDB_DEFAULT_OPS_PASSWORD=$(cat /run/kurrentdb/ops-password)
export KURRENTDB_DEFAULT_ADMIN_PASSWORD KURRENTDB_DEFAULT_OPS_PASSWORD

# Published images call the program kurrentd, images built from source KurrentDB.
for program in /opt/kurrentdb/kurrentd /opt/kurrentdb/KurrentDB; do
  if [ -x "$program" ]; then
    exec "$program" "$@"
  fi
done
echo 'This image has no KurrentDB in /opt/kurrentdb: set KURRENTDB_IMAGE to one of version 25.1 or later.' >&2
exit 1

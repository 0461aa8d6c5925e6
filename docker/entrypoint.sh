#!/bin/sh
# Lets each address that holds a password come from a file: DATABASE_URL_FILE names the file that DATABASE_URL is read
# from, and so on. A variable that is set itself wins over its file.
set -eu

# A server of your own comes with both of its logins: never mix them with those of the files.
if [ -n "${DATABASE_URL:-}" ]; then
  unset DATABASE_APP_URL_FILE
fi

for name in DATABASE_URL DATABASE_APP_URL EVENTSTOREDB_URL; do
  eval "value=\${$name:-} file=\${${name}_FILE:-}"
  if [ -z "$value" ] && [ -n "$file" ]; then
    if [ ! -r "$file" ]; then
      echo "${name}_FILE names $file, which is not there or cannot be read." >&2
      exit 1
    fi
    export "$name=$(cat "$file")"
  fi
done

exec "$@"

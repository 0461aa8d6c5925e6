#!/bin/bash
# Runs once, when the server's data folder is empty: a database whose owner is no superuser, and a login for everything
# but migrations. Neither of them can switch off what guards the entries against changes by mistake.
set -e

cd "${LEDGER_LOGINS:-/run/postgres}"
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres <<'SQL'
\set owner_password `cat owner-password`
\set service_password `cat service-password`
CREATE ROLE ledger_app NOLOGIN;
CREATE ROLE ledger_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE ledger_service LOGIN PASSWORD :'service_password';
GRANT ledger_app TO ledger_owner, ledger_service;
CREATE DATABASE ledger OWNER ledger_owner;
REVOKE ALL ON DATABASE ledger FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE ledger TO ledger_app;
SQL

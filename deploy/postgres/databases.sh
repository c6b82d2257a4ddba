#!/usr/bin/env bash
# Makes every service's database and roles, with the same two passwords. The Postgres image runs it once, when its
# data folder is new; elsewhere it is run by hand with psql's own variables (PGHOST, PGUSER, PGPASSWORD …).
set -euo pipefail
: "${OWNER_PASSWORD:?} ${APP_PASSWORD:?}"

for service in vendors contracts work_orders appraisal finance risk collaboration console; do
  psql --no-psqlrc --quiet --dbname postgres \
    --set service="$service" --set owner_password="$OWNER_PASSWORD" --set app_password="$APP_PASSWORD" \
    --file "$(dirname "${BASH_SOURCE[0]}")/database.psql"
done

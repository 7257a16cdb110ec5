#!/bin/bash
# The store's tests, on a real PostgreSQL.
. tests/lib.sh
. tests/postgres.sh
start_postgres || { echo "Bail out! no PostgreSQL"; exit 1; }
trap 'stop_postgres immediate; cleanup' EXIT
ok "the store's tests pass on PostgreSQL" \
    env ZHAOXI_STORE="$postgres" CMOCKA_MESSAGE_OUTPUT=stdout "$B/tests/test_hub_store"
finish

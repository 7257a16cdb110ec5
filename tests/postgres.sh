# postgres.sh: a PostgreSQL 15 of the test's own, in its folder, on a socket there. After lib.sh.
pg_bin=${pg_bin:-/usr/lib/postgresql/15/bin}

as_postgres() { # the server refuses to run as root
    if [ "$(id -u)" = 0 ]; then
        setpriv --reuid=postgres --regid=postgres --init-groups "$@"
    else
        "$@"
    fi
}

start_postgres() { # sets postgres to its URL
    pg_data=$work/postgres
    chmod 711 "$work"
    mkdir "$pg_data"
    [ "$(id -u)" != 0 ] || chown postgres:postgres "$pg_data"
    as_postgres "$pg_bin/initdb" -D "$pg_data/data" -U zhaoxi -A trust -E UTF8 --locale=C.UTF-8 >"$work/pg.log" 2>&1 &&
        as_postgres "$pg_bin/pg_ctl" -D "$pg_data/data" -w -l "$pg_data/log" \
            -o "-c listen_addresses='' -k $pg_data -c max_connections=50 ${pg_options:-}" start >>"$work/pg.log" 2>&1 ||
        { cat "$work/pg.log" "$pg_data/log" >&2; return 1; }
    # shellcheck disable=SC2034
    postgres="postgresql://zhaoxi@/postgres?host=$pg_data"
}

stop_postgres() { # mode: fast, immediate
    as_postgres "$pg_bin/pg_ctl" -D "$pg_data/data" -w -m "${1:-fast}" stop >>"$work/pg.log" 2>&1
}

again_postgres() {
    as_postgres "$pg_bin/pg_ctl" -D "$pg_data/data" -w -l "$pg_data/log" \
        -o "-c listen_addresses='' -k $pg_data -c max_connections=50 ${pg_options:-}" start >>"$work/pg.log" 2>&1
}

#!/usr/bin/env bash
# Tries backup and point-in-time restore with a PostgreSQL server of its own: a base backup, archived WAL, an accident, and back to the
# moment before it. Needs PostgreSQL's server programs (Debian: postgresql). Touches nothing outside of a temporary folder.
# usage: scripts/try-restore.sh [FOLDER-OF-PROGRAMS]
set -euo pipefail
bin=${1:-$(ls -d /usr/lib/postgresql/*/bin | tail -1)}
project=$(cd "$(dirname "$0")/.." && pwd)
folder=$(mktemp -d)
port=${PORT_TO_TRY:-54399}
url="postgres://postgres@127.0.0.1:$port/fixlead"
# PostgreSQL does not run as root.
as=(); [ "$(id -u)" = 0 ] && { as=(setpriv --reuid=nobody --regid=nogroup --clear-groups); chown nobody:nogroup "$folder"; }
cd "$folder"

server() { "${as[@]}" "$bin/pg_ctl" -D "$1" -w -s -l "$folder/$2.log" -o "-p $port -k $folder -h 127.0.0.1" start; }
halt() { "${as[@]}" "$bin/pg_ctl" -D "$1" -s -m "$2" stop; }
sql() { "$bin/psql" -h 127.0.0.1 -p "$port" -U postgres -d "${2:-fixlead}" -At -v ON_ERROR_STOP=1 -c "$1"; }
fixlead() { (cd "$project" && FIXLEAD_STORE=$url node run.mjs src/cli.ts "$@"); }
trap 'halt live immediate 2>/dev/null || true; halt restored immediate 2>/dev/null || true; rm -rf "$folder"' EXIT

echo '1. A server that keeps every piece of its log in an archive'
"${as[@]}" "$bin/initdb" -D live -A trust -U postgres -E UTF8 --no-locale >/dev/null
"${as[@]}" mkdir archive
"${as[@]}" tee -a live/postgresql.conf >/dev/null <<CONF
archive_mode = on
archive_command = 'test ! -f $folder/archive/%f && cp %p $folder/archive/%f'
CONF
server live live
sql 'create database fixlead' postgres >/dev/null
(cd "$project" && node run.mjs scripts/fill-store.ts "$url" before)

echo '2. A base backup, checked'
"${as[@]}" "$bin/pg_basebackup" -h 127.0.0.1 -p "$port" -U postgres -D restored -X none -c fast
"${as[@]}" "$bin/pg_verifybackup" -n -q restored

echo '3. Work that is only in the log'
(cd "$project" && node run.mjs scripts/fill-store.ts "$url" after)
cases=$(sql 'select count(*) from cases'); lines=$(sql 'select count(*) from history')
moment=$(sql 'select now()'); sleep 1

echo "4. The accident, after $moment"
sql 'delete from history; delete from cases' >/dev/null
sql 'select pg_switch_wal()' >/dev/null
until [ "$(sql "select count(*) from pg_stat_archiver where last_archived_wal is not null and last_archived_time > '$moment'")" = 1 ]; do sleep 0.2; done
halt live fast

echo '5. Back to the moment before'
"${as[@]}" tee -a restored/postgresql.conf >/dev/null <<CONF
restore_command = 'cp $folder/archive/%f %p'
recovery_target_time = '$moment'
recovery_target_action = promote
CONF
"${as[@]}" touch restored/recovery.signal
started=$SECONDS
server restored restored
until [ "$(sql 'select pg_is_in_recovery()')" = f ]; do sleep 0.2; done
echo "   restored in $((SECONDS - started)) s"

echo '6. Everything is there, and histories are whole'
[ "$(sql 'select count(*) from cases')" = "$cases" ]
[ "$(sql 'select count(*) from history')" = "$lines" ]
for id in $(sql 'select case_id from cases order by case_id desc limit 3'); do fixlead case history "$id" >/dev/null; done
echo "   $cases cases, $lines lines of history"

#!/usr/bin/env bash
# Installs TDS Core on this server, or upgrades it: run as root from the unpacked bundle, as often as you like.
#
#   ./install.sh                     needs /opt/tds_core/.env to say where PostgreSQL is; makes that file if it is missing
#   ./install.sh --create-database   makes a role and a database "tds" in this server's own PostgreSQL first
#
# A release that does not get healthy is taken back by itself; see also rollback.sh.
set -euo pipefail
bundle=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=release.sh
source "$bundle/release.sh"
releases_kept=3

find_java() {
  local each
  for each in "${JAVA_HOME:-}" "$home/java" /usr/lib/jvm/* /opt/jdk*; do
    if [[ -x $each/bin/java && $("$each/bin/java" -version 2>&1 | head -n 1) == *\"25[.\"]* ]]; then
      readlink -f "$each"
      return
    fi
  done
  fail "no JDK 25 was found in JAVA_HOME, /usr/lib/jvm or /opt; install one (Temurin's package is temurin-25-jdk) and run this again"
}

# As the services will run: their user, their settings, and some more from the file that is named. What follows are more
# options of systemd-run, then the command.
as_service() {
  local more=$1
  shift
  systemd-run --quiet --collect -p User=tds -p Group=tds -p WorkingDirectory="$home" \
    -p EnvironmentFile="$home/.env" -p EnvironmentFile="-$more" "$@"
}

random() { head -c 24 /dev/urandom | base64 | tr '+/' '-_'; }

make_user() {
  id tds >/dev/null 2>&1 || useradd --system --home-dir "$home" --no-create-home --shell /usr/sbin/nologin tds
  install -d -m 0755 "$home" "$home/releases"
  install -d -m 0750 -o tds -g tds /opt/backups
  ln -sfn "$(find_java)" "$home/java"
  say "Java is $(readlink -f "$home/java")"
}

# Never overwrites; secrets that nobody else has to know are made here.
make_settings() {
  [[ ! -e $home/.env ]] || return 0
  local password hash
  password=$(random)
  hash=$("$home/java/bin/java" -jar "$bundle/tds-api.jar" hash-password <<<"$password")
  install -m 0640 -g tds "$bundle/env.example" "$home/.env"
  sed -i -e "s|^WEBHOOK_API_KEY=$|&$(random)|" -e "s|^DASHBOARD_PASSWORD_HASH=$|&'$hash'|" "$home/.env"
  say "made $home/.env with a webhook key of its own"
  say "the dashboard's user is operator, the password $password (only its hash is kept, in .env)"
}

create_database() {
  [[ -z $(setting DATABASE_URL "") ]] || return 0
  local password
  password=$(random)
  (cd / && setpriv --reuid=postgres --regid=postgres --init-groups psql -qX -v ON_ERROR_STOP=1) <<SQL
select 'create role tds login' where not exists (select from pg_roles where rolname = 'tds') \gexec
select 'create database tds owner tds' where not exists (select from pg_database where datname = 'tds') \gexec
alter role tds password '$password';
SQL
  sed -i "s|^DATABASE_URL=$|&postgresql://tds:$password@127.0.0.1:5432/tds|" "$home/.env"
  say "made the role and the database tds in this server's PostgreSQL"
}

require_settings() {
  [[ -n $(setting DATABASE_URL "")$(setting DATABASE_HOST "") ]] ||
    fail "set DATABASE_URL in $home/.env (or run this with --create-database), then run it again"
}

# Takes the two jars apart, since Java's cache works for plain jars on the class path only.
lay_down() {
  local each new=$1.new
  rm -rf "$new"
  mkdir -p "$new"
  cp -r "$bundle"/{bin,systemd,docs,env.example,install.sh,release.sh,rollback.sh} "$new/"
  for each in database nginx prometheus grafana; do
    [[ ! -d $bundle/$each ]] || cp -r "$bundle/$each" "$new/"
  done
  for each in api worker; do
    cp "$bundle/tds-$each.jar" "$new/"
    "$home/java/bin/java" -Djarmode=tools -jar "$new/tds-$each.jar" extract --destination "$new/$each" >/dev/null
  done
  chmod -R u=rwX,go=rX "$new"
  mv -T "$new" "$1"
}

# Starts a process as it will run, for Java to leave what it loads and links on the way, and ends it: train api|worker
# RELEASE SETTINGS. The API comes to the end of its start, on ports of its own; the worker stops short of claiming.
train() {
  local run=$2/bin/tds-run unit=tds-core-training
  if [[ $1 == worker ]]; then
    echo "TDS_JAVA_OPTIONS=$(setting TDS_JAVA_OPTIONS "") -Dspring.context.exit=onRefresh" >>"$3"
    as_service "$3" --wait --pipe "$run" worker
  else
    printf 'API_PORT=0\nAPI_MANAGEMENT_PORT=0\n' >>"$3"
    as_service "$3" --unit=$unit -p Type=notify -p TimeoutStartSec=120 -p TimeoutStopSec=180 -p SuccessExitStatus=143 \
      "$run" api && systemctl stop $unit
  fi
}

make_cache() {
  local each made
  for each in api worker; do
    [[ ! -e $1/$each/aot.cache ]] || continue
    made=$(mktemp -d)
    chown tds "$made"
    echo "TDS_CACHE_OUTPUT=$made/cache" >"$made/env"
    if train "$each" "$1" "$made/env" >"$made/log" 2>&1 && [[ -s $made/cache ]]; then
      install -m 0644 "$made/cache" "$1/$each/aot.cache"
    else
      tail -n 5 "$made/log" >&2
      say "Java could not make its cache for the $each; it will start without one, only slower" >&2
    fi
    rm -rf "$made"
  done
}

take_back() {
  say "the new release does not get healthy; the last lines of its log:" >&2
  journalctl -q --no-pager -n 15 -u tds-core-api -u tds-core-worker -o cat >&2
  if [[ -z $1 ]]; then
    systemctl stop "${units[@]}"
    rm "$home/current"
    fail "there is no release before it to go back to"
  fi
  switch_to "$1"
  start_services || true
  healthy || fail "went back to $(basename "$1"), which is not healthy either"
  fail "went back to $(basename "$1"), which is healthy"
}

remove_old() {
  local each
  for each in $(find "$home/releases" -mindepth 1 -maxdepth 1 -type d -printf '%T@ %p\n' | sort -rn | tail -n +$((releases_kept + 1)) | cut -d' ' -f2); do
    [[ $each == "$(release_of current)" || $each == "$(release_of previous)" ]] || rm -rf "$each"
  done
}

require_root
[[ -e $bundle/tds-api.jar && -e $bundle/tds-worker.jar ]] ||
  fail "the jars are not beside this script: build with ./mvnw package, unpack deploy/target/tds-core-*.tar.gz, and run the install.sh in it"
command -v curl >/dev/null || fail "curl is missing: apt install curl"
make_user
make_settings
[[ ${1:-} != --create-database ]] || create_database
require_settings

# Named by its version and its content: the same bundle again is the same release.
content=$(cd "$bundle" && find . -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -c1-12)
release=$home/releases/$(sed -n 's/^version=//p' "$bundle/version")-$content
[[ -d $release ]] || lay_down "$release"
touch "$release"
say "release $(basename "$release")"
as_service /dev/null --wait --pipe "$home/java/bin/java" -jar "$release/tds-api.jar" migrate
make_cache "$release"

before=$(release_of current)
switch_to "$release"
if ! { start_services && healthy; }; then
  take_back "$before"
fi
if [[ -n $before && $before != "$release" ]]; then
  ln -sfn "$before" "$home/previous"
fi
remove_old
as_service /dev/null --wait --pipe "$home/current/bin/tds-backup" check ||
  say "there will be no backups until that is mended" >&2
say "both services run and are healthy"

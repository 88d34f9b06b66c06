#!/usr/bin/env bash
# Installs TDS Core on this server, or upgrades it. Run it as root from the unpacked bundle, as often as you like.
#
#   ./install.sh                     finds PostgreSQL by /opt/tds_core/.env, and makes that file if it is missing
#   ./install.sh --create-database   makes a database "tds" and its three roles in this server's own PostgreSQL first
#
# With --organisation shop all this is done for one organisation more. Its names end with "-shop", and its home is
# /opt/tds_core-shop. Each organisation is upgraded by itself.
#
# If a release does not become healthy, this goes back to the previous one by itself. See also rollback.sh.
set -euo pipefail
bundle=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
organisation='' create=''
while (($#)); do
  case $1 in
    --create-database) create=1 ;;
    --organisation)
      [[ -n ${2:-} ]] || { echo "install: --organisation needs a name" >&2 && exit 1; }
      organisation=$2
      shift
      ;;
    *) echo "install: $1 is unknown" >&2 && exit 1 ;;
  esac
  shift
done
# shellcheck source=release.sh
source "$bundle/release.sh"
releases_kept=3
owner=$home/.env.owner
page_list=/etc/tds-core-organisations

find_java() {
  local each
  for each in "${JAVA_HOME:-}" "$home/java" /usr/lib/jvm/* /opt/jdk*; do
    if [[ -x $each/bin/java && $("$each/bin/java" -version 2>&1 | head -n 1) == *\"25[.\"]* ]]; then
      readlink -f "$each"
      return
    fi
  done
  fail "no JDK 25 was found in JAVA_HOME, /usr/lib/jvm or /opt. Install one (Temurin's package is temurin-25-jdk) and run this again."
}

# Runs a command with the services' settings and those of the file in the first argument. More options of systemd-run
# follow, then the command.
with_settings() {
  local more=$1
  shift
  systemd-run --quiet --collect -p WorkingDirectory="$home" -p EnvironmentFile="$home/.env" -p EnvironmentFile="-$more" "$@"
}

# Runs a command as the services will run.
as_service() { with_settings "$1" -p User="$user" -p Group="$user" "${@:2}"; }

random() { head -c 24 /dev/urandom | base64 | tr '+/' '-_'; }

# Sets an empty variable in .env. Every user could read an argument of sed, so its script comes by standard input.
fill_in() { sed -i -f - "$home/.env" <<<"s|^$1=\$|&$2|"; }

make_user() {
  id "$user" >/dev/null 2>&1 || useradd --system --home-dir "$home" --no-create-home --shell /usr/sbin/nologin "$user"
  install -d -m 0755 "$home" "$home/releases"
  install -d -m 0750 -o "$user" -g "$user" "$backups"
  ln -sfn "$(find_java)" "$home/java"
  say "Java is $(readlink -f "$home/java")"
}

# Gives a new organisation the first ten ports that no other has, and its own folder of backups.
choose_ports() {
  local port=8011
  while grep -qsx "API_PORT=$port" /opt/tds_core*/.env; do
    port=$((port + 10))
  done
  sed -i -e "s/^#API_PORT=.*/API_PORT=$port/" -e "s/^#API_MANAGEMENT_PORT=.*/API_MANAGEMENT_PORT=$((port + 1000))/" \
    -e "s/^#WORKER_MANAGEMENT_PORT=.*/WORKER_MANAGEMENT_PORT=$((port + 1001))/" \
    -e "s|^BACKUP_DIRECTORY=.*|BACKUP_DIRECTORY=$backups|" "$home/.env"
}

# Makes .env with a new webhook key and a new dashboard password. It never overwrites .env.
make_settings() {
  [[ ! -e $home/.env ]] || return 0
  local password hash
  password=$(random)
  hash=$("$home/java/bin/java" -jar "$bundle/tds-api.jar" hash-password <<<"$password")
  install -m 0640 -g "$user" "$bundle/env.example" "$home/.env"
  [[ -z $organisation ]] || choose_ports
  fill_in WEBHOOK_API_KEY "$(random)"
  fill_in DASHBOARD_PASSWORD_HASH "'$hash'"
  say "made $home/.env with a new webhook key"
  say "the dashboard's user is operator, the password $password (only its hash is kept, in .env)"
}

# Makes the database with three roles. tds_owner owns everything and migrates, and only root can read its password. tds
# is the services' role. tds_reader reads schema zoho and has no login. A database that an earlier release made belongs to
# tds, and tds_owner becomes its owner. Those of an organisation are tds_shop_owner, tds_shop and tds_shop_reader.
create_database() {
  local url owner_password password=''
  url=$(setting DATABASE_URL "")
  [[ -z $url || (! -e $owner && $url == postgresql://$database:*@127.0.0.1:5432/$database) ]] || return 0
  owner_password=$(random)
  [[ -n $url ]] || password=$(random)
  {
    cat "$bundle"/database/{create,roles}.sql
    echo "alter role ${database}_owner password '$owner_password';"
    [[ -z $password ]] || echo "alter role $database password '$password';"
  } | (cd / && setpriv --reuid=postgres --regid=postgres --init-groups --reset-env \
    psql -qX -v database="$database" -v owner="${database}_owner" -v service="$database" -v reader="${database}_reader") ||
    fail "this server's PostgreSQL did not make the database. Run this again when it can."
  (umask 077 && printf '%s\n' "# A migration needs these in addition to .env." DATABASE_USER="${database}_owner" \
    "DATABASE_PASSWORD=$owner_password" >"$owner")
  if [[ -n $password ]]; then
    grep -q '^DATABASE_URL=$' "$home/.env" || echo "DATABASE_URL=" >>"$home/.env"
    fill_in DATABASE_URL "postgresql://$database:$password@127.0.0.1:5432/$database"
  fi
  say "the database $database of this server's PostgreSQL belongs to ${database}_owner, whose password is in $owner"
}

require_settings() {
  [[ -n $(setting DATABASE_URL "")$(setting DATABASE_URL_FILE "")$(setting DATABASE_HOST "") ]] ||
    fail "set DATABASE_URL in $home/.env (or run this with --create-database), then run it again"
}

# Extracts the two jars, since Java's cache works only for plain jars on the class path.
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

# Starts a process as it will run, so that Java writes its cache, and ends it: train api|worker RELEASE SETTINGS. The
# API completes its start, on other ports. The worker stops before its first claim.
train() {
  local run=$2/bin/tds-run unit=tds-core-training$suffix
  if [[ $1 == worker ]]; then
    echo "TDS_JAVA_OPTIONS=$(setting TDS_JAVA_OPTIONS "") -Dspring.context.exit=onRefresh" >>"$3"
    as_service "$3" --wait --pipe "$run" worker
  else
    printf 'API_PORT=0\nAPI_MANAGEMENT_PORT=0\n' >>"$3"
    as_service "$3" --unit=$unit -p Type=notify -p TimeoutStartSec=120 -p TimeoutStopSec=180 -p SuccessExitStatus=143 \
      "$run" api && systemctl stop $unit
  fi
}

# Makes Java's cache, unless there is one of the current jars. The services' user owns only the folder that Java writes
# to. The cache is read as that user, because the service could have put a link there to a file that only root may read.
make_cache() {
  local each made cache jars
  for each in api worker; do
    cache=$1/$each/aot.cache
    jars=$("$1/bin/tds-jars" "$each")
    [[ ! -e $cache || ! -e $cache.jars || $jars != "$(<"$cache.jars")" ]] || continue
    made=$(mktemp -d)
    chmod 0711 "$made"
    install -d -o "$user" -g "$user" "$made/java"
    echo "TDS_CACHE_OUTPUT=$made/java/cache" >"$made/env"
    if train "$each" "$1" "$made/env" >"$made/log" 2>&1 &&
      setpriv --reuid="$user" --regid="$user" --init-groups cat "$made/java/cache" >"$made/cache" && [[ -s $made/cache ]]; then
      install -m 0644 "$made/cache" "$cache"
      install -m 0644 /dev/stdin "$cache.jars" <<<"$jars"
    else
      tail -n 5 "$made/log" >&2
      say "Java could not make its cache for the $each. The $each will start without one, but more slowly." >&2
    fi
    rm -rf "$made"
  done
}

# Migrates the database. If this needs the owner's password, it runs as a temporary user, because a service could read
# the password from a process of its own user.
migrate() {
  local as=(-p User="$user" -p Group="$user")
  [[ ! -e $owner ]] || as=(-p DynamicUser=yes)
  with_settings "$owner" "${as[@]}" --wait --pipe "$home/java/bin/java" -jar "$1/tds-api.jar" migrate
}

take_back() {
  say "the new release does not become healthy. These are the last lines of its log:" >&2
  journalctl -q --no-pager -n 15 -u "$api" -u "$worker" -o cat >&2
  if [[ -z $1 ]]; then
    systemctl stop "${units[@]}"
    rm "$home/current"
    fail "there is no previous release to go back to"
  fi
  switch_to "$1"
  start_services || true
  healthy || fail "went back to $(basename "$1"), which is not healthy either"
  fail "went back to $(basename "$1"), which is healthy"
}

remove_old() {
  local each
  find "$home/releases" -mindepth 1 -maxdepth 1 -type d -printf '%T@ %p\0' | sort -zrn | tail -zn +$((releases_kept + 1)) |
    while read -rd '' _ each; do
      [[ $each == "$(release_of current)" || $each == "$(release_of previous)" ]] || rm -rf "$each"
    done
}

# Adds an organisation to the list of the page over all, unless it is there: list NAME ADDRESS LINK
list() {
  grep -q "^$1 " "$page_list" || echo "$*" >>"$page_list"
}

# Lists this organisation, and the first, for the page over all, which needs no .env. The list may be edited.
join_page() {
  local unit=tds-core-organisations.service
  [[ -e $page_list ]] ||
    install -m 0644 /dev/stdin "$page_list" <<<"# name, address of the API's metrics, link to the dashboard"
  [[ -z $(tail -c 1 "$page_list") ]] || echo >>"$page_list" # an editor left its last line without an end
  [[ ! -e /opt/tds_core/current ]] ||
    list first "127.0.0.1:$(home=/opt/tds_core setting API_MANAGEMENT_PORT 9001)" /tds/dashboard/
  [[ -z $organisation ]] ||
    list "$organisation" "127.0.0.1:$(setting API_MANAGEMENT_PORT 9011)" "/tds/$organisation/dashboard/"
  sed "s|/opt/tds_core/|$home/|g" "$release/systemd/$unit" | install -m 0644 /dev/stdin "/etc/systemd/system/$unit"
  systemctl daemon-reload
  systemctl enable --quiet "$unit"
  systemctl restart "$unit"
}

# The roles tds_owner and tds_reader, and the row "first" of the page, are those of the first organisation.
(LC_ALL=C && [[ $organisation =~ ^([a-z][a-z0-9]{0,15})?$ &&
  ! $organisation =~ ^(actuator|dashboard|docs|error|health|openapi|organisations|ping|ready|webhooks|first|owner|reader)$ ]]) ||
  fail "$organisation cannot be the name of an organisation. Take a small letter and at most 15 small letters and digits, and none of the names that are taken (docs/scaling.md)"
[[ -e $bundle/tds-api.jar && -e $bundle/tds-worker.jar ]] ||
  fail "the jars are not beside this script. Build with ./mvnw package, unpack deploy/target/tds-core-*.tar.gz, and run its install.sh."
require_root
command -v curl >/dev/null || fail "curl is missing: apt install curl"
make_user
make_settings
[[ -z $create ]] || create_database
require_settings

# A release is named by its version and its content, so the same bundle is the same release.
content=$(cd "$bundle" && find . -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -c1-12)
release=$home/releases/$(sed -n 's/^version=//p' "$bundle/version")-$content
[[ -d $release ]] || lay_down "$release"
touch "$release"
say "release $(basename "$release")"
migrate "$release"
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
[[ -z $organisation && ! -e $page_list ]] || join_page
as_service /dev/null --wait --pipe "$home/current/bin/tds-backup" check ||
  say "there will be no backups until this is repaired" >&2
say "both services run and are healthy"

#!/usr/bin/env bash
# Install what the tests need besides Python and Node.js: Chromium, PostgreSQL, and Maven and a Java 17 compiler
# for the tests' own Neo4j. As root (or with sudo) on a Debian, missing ones are installed; elsewhere they are named.
set -euo pipefail

any_of() { local name; for name in "$@"; do command -v "$name" >/dev/null && return 0; done; return 1; }
has_chromium() { any_of chromium chromium-browser google-chrome; }
has_postgresql() { any_of initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }
has_maven() { any_of mvn; }
has_java() {
  local version
  any_of java && any_of javac && version=$(javac -version 2>&1) && [[ $version =~ ([0-9]+) ]] && ((BASH_REMATCH[1] >= 17))
}
# A Neo4j that is given, or a container, does instead of one built by Maven and Java.
has_other_neo4j() { [[ -n ${KITH_TEST_NEO4J_URL:-} ]] || any_of docker podman; }

missing_packages() {
  has_chromium || echo chromium
  has_postgresql || echo postgresql
  has_maven || echo maven
  has_java || echo openjdk-17-jdk-headless
}

mapfile -t missing < <(missing_packages)
((${#missing[@]})) || exit 0

as_root=()
((EUID == 0)) || as_root=(sudo -n)
if any_of apt-get && { ((EUID == 0)) || sudo -n true 2>/dev/null; }; then
  echo "Installing for the tests: ${missing[*]}"
  "${as_root[@]}" apt-get update -qq || true
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null || true
  mapfile -t missing < <(missing_packages)
fi

needed=()
for package in "${missing[@]}"; do
  case $package in
    maven | openjdk-*) has_other_neo4j || needed+=("$package") ;;
    *) needed+=("$package") ;;
  esac
done
((${#needed[@]})) || exit 0
{
  echo "The tests need, and could not install: ${needed[*]} (names of Debian packages)."
  echo "Install them, and run this again. Instead of maven and openjdk, KITH_TEST_NEO4J_URL may name an empty Neo4j 5,"
  echo "or docker or podman may be there to start one."
} >&2
exit 1

#!/bin/sh
# Runs Maven from the repository root: the wrapper, or an installed `mvn` where the wrapper cannot
# download its distribution. Expects JAVA_HOME.
set -eu

cd "$(dirname "$0")/.."
# Maven's own parts use what the JDK warns of; the warnings are no business of ours.
export MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED ${MAVEN_OPTS:-}"
if reason=$(./mvnw -v 2>&1); then
  exec ./mvnw "$@"
fi
if command -v mvn >/dev/null 2>&1; then
  echo "The Maven wrapper did not start; using $(command -v mvn) instead." >&2
  exec mvn "$@"
fi
printf '%s\n' "$reason" >&2
echo "Maven could not be downloaded and none is installed: connect to the internet once, or install Maven 3.8 or newer." >&2
exit 1

#!/bin/sh
# Prints the folder of a JDK 25 (or newer, if there is no 25), or says how to get one and exits
# with 69. Reads only each folder's `release` file: starting a JVM per candidate would be slow.
# An argument asks for another version than 25.
set -u

wanted=${1:-25}
newer=

# Prints the major version that a JDK folder's release file states.
major_of() {
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null
}

# Ends the search if the folder is a JDK of the wanted version; remembers the first newer one.
consider() {
  for home in "$1" "$1/Contents/Home"; do
    [ -x "$home/bin/java" ] && [ -x "$home/bin/javac" ] || continue
    major=$(major_of "$home")
    if [ "${major:-0}" -eq "$wanted" ]; then
      printf '%s\n' "$home"
      exit 0
    fi
    if [ "${major:-0}" -gt "$wanted" ] && [ -z "$newer" ]; then
      newer=$home
    fi
  done
}

# Prints the folder of the JDK whose `java` is on the PATH, through all symbolic links.
java_on_path() {
  java=$(command -v java) || return 0
  while [ -L "$java" ]; do
    link=$(readlink "$java")
    case $link in
      /*) java=$link ;;
      *) java=$(dirname "$java")/$link ;;
    esac
  done
  (cd "$(dirname "$java")/.." 2>/dev/null && pwd -P)
}

[ -z "${EMBED4J_JAVA_HOME:-}" ] || consider "$EMBED4J_JAVA_HOME"
[ -z "${JAVA_HOME:-}" ] || consider "$JAVA_HOME"
consider "$(java_on_path)"
for candidate in \
  /usr/lib/jvm/* /usr/java/* /usr/local/java/* /opt/java/* /opt/jdk* /opt/java \
  "${SDKMAN_DIR:-$HOME/.sdkman}"/candidates/java/* \
  "$HOME"/.jdks/* "$HOME"/.jbang/cache/jdks/* "$HOME"/.jbang/currentjdk \
  "${GRADLE_USER_HOME:-$HOME/.gradle}"/jdks/* \
  "${MISE_DATA_DIR:-$HOME/.local/share/mise}"/installs/java/* "$HOME"/.asdf/installs/java/* \
  /Library/Java/JavaVirtualMachines/* "$HOME"/Library/Java/JavaVirtualMachines/* \
  /opt/homebrew/opt/openjdk* /usr/local/opt/openjdk* \
  /home/linuxbrew/.linuxbrew/opt/openjdk* /usr/lib64/jvm/*; do
  [ -d "$candidate" ] && consider "$candidate"
done

if [ -n "$newer" ]; then
  printf '%s\n' "$newer"
  exit 0
fi
cat >&2 <<MESSAGE
Embed4j needs JDK $wanted, which was not found. Get it with one of
  sdk install java $wanted-tem            (SDKMAN, Linux and macOS)
  brew install openjdk@$wanted            (Homebrew)
  sudo apt install temurin-$wanted-jdk    (Debian, Ubuntu, with Adoptium's package source)
  https://adoptium.net/temurin/releases/?version=$wanted
or set EMBED4J_JAVA_HOME to the folder of one that you have.
MESSAGE
exit 69

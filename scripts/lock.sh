# To be sourced: a lock that works between processes on every system with a POSIX shell. Making a
# folder is a step that only one of several processes can win; the folder holds the winner's number.

# lock FOLDER MESSAGE: waits, saying MESSAGE once, until this process has the lock. A lock whose
# process is gone is taken over.
lock() {
  lock_told=
  lock_nameless=0
  until mkdir "$1" 2>/dev/null; do
    if [ ! -d "$1" ]; then
      echo "cannot make the folder $1: may this user write there, and is there space?" >&2
      return 1
    fi
    lock_holder=$(cat "$1/pid" 2>/dev/null) || lock_holder=
    if [ -z "$lock_holder" ]; then
      lock_nameless=$((lock_nameless + 1)) # its number is written an instant later, or never
    elif kill -0 "$lock_holder" 2>/dev/null; then
      lock_nameless=0
    else
      lock_nameless=10
    fi
    if [ "$lock_nameless" -ge 10 ]; then
      mv "$1" "$1.$$" 2>/dev/null && rm -rf "$1.$$"
      lock_nameless=0
      continue
    fi
    if [ -z "$lock_told" ]; then
      echo "$2" >&2
      lock_told=yes
    fi
    sleep 1
  done
  echo "$$" >"$1/pid"
}

# unlock FOLDER: lets the next one in.
unlock() {
  rm -rf "$1"
}

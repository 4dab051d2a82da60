# The way into the enclosure. An ordinary user is root inside and himself outside. Root gets a user
# namespace, too (user_namespaces(7)), and root in it is an id that nobody on the machine has: what
# belongs to the machine's root does not belong to him.
# Arguments: the process that none of this may outlive, or 0; the directories that the command
# reads, with colons between; the texts of doors.sh, keeper.sh and init.sh; the command.
parent=$1
needed=$2
doors=$3
keeper=$4
shift 4
new='--user --net --mount --pid --ipc --uts'

# Ids that are never given to users (systemd, UIDS-GIDS.md); where they are not to be had, nobody's.
first=
if [ "$(id -u)" = 0 ]; then
  while read -r inside _ length; do
    [ "$inside" -le 1879048192 ] && [ "$((inside + length))" -gt 1879113728 ] && first=1879048192
    [ "$inside" -le 65534 ] && [ "$((inside + length))" -gt 65534 ] && first=${first:-65534}
  done </proc/self/uid_map
fi
[ "$first" ] || exec unshare $new --map-root-user sh -c "$keeper" passerelle "$@"

# Users and groups 0 to 65535, and the last group that net.ipv4.ping_group_range knows.
users="0 $first 65536"
groups="$users
2147483647 $((first + 65536)) 1"
[ "$first" = 65534 ] && users="0 65534 1" && groups=$users

closed=
[ "$needed" ] && closed=$(setpriv --reuid="$first" --regid="$first" --clear-groups sh -c '
  IFS=:
  for directory in $1; do
    [ -r "$directory" ] && [ -x "$directory" ] || echo "$directory"
  done
' passerelle "$needed")

# Only root can give them, from outside, as soon as the namespace is there.
(
  while [ "/proc/$$/ns/user" -ef /proc/self/ns/user ]; do
    [ -d "/proc/$$" ] || exit
  done
  echo "$groups" >"/proc/$$/gid_map" && echo "$users" >"/proc/$$/uid_map" || kill -KILL $$
) &
giver=$!

# Inside: waits for its ids, and is root with nothing left of what --keep-caps lent for the way. A
# death signal is forgotten where ids change, so that who may have died is looked at.
# Arguments: parent, giver; the text of keeper.sh, its arguments.
become='
  lives() {
    read -r _ _ state _ <"/proc/$1/stat" && [ "$state" != Z ]
  } 2>/dev/null
  mapped() {
    read -r _ </proc/self/uid_map
  }
  until mapped; do
    { lives "$2" || mapped; } && { [ "$1" = 0 ] || lives "$1"; } || exit 1
  done
  [ "$1" = 0 ] || [ "$1" = "$PPID" ] || exit 1
  death=
  [ "$1" = 0 ] || death=--pdeathsig=KILL
  shift 2
  exec setpriv --reuid=0 --regid=0 --clear-groups --ambient-caps=-all --inh-caps=-all $death sh -c "$@"
'
set -- unshare $new --keep-caps sh -c "$become" passerelle "$parent" "$giver" "$keeper" passerelle "$@"
[ "$closed" ] || exec "$@"
exec unshare --mount sh -c "$doors" passerelle "$closed" "$@"

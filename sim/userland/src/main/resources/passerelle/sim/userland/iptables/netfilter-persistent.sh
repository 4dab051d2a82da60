part() {
  echo "run-parts: executing /usr/share/netfilter-persistent/plugins.d/$1 $2" >&2
}
load() {
  if [ -f "/etc/iptables/$2" ]; then
    "$1-restore" < "/etc/iptables/$2"
  else
    echo "Warning: skipping $3 (no rules to load)"
  fi
}
# Tables that are restored lose the rules and the chains that are not listed.
flush() {
  "$1-save" | while read -r word policy rest; do
    case "$word" in
    '*'* | COMMIT) echo "$word" ;;
    :*) [ "$policy" = - ] || echo "$word ACCEPT [0:0]" ;;
    esac
  done | "$1-restore"
}
each() {
  part 15-ip4tables "$1"
  "$1" iptables rules.v4 IPv4
  part 25-ip6tables "$1"
  "$1" ip6tables rules.v6 IPv6
}
start() {
  load "$@"
}
save() {
  (umask 137 && "$1-save" > "/etc/iptables/$2")
}
if [ "$(id -u)" != 0 ]; then
  echo "You must be root to use this utility"
fi
case "$1" in
start | save | flush)
  mkdir -p /etc/iptables
  each "$1"
  ;;
reload | restart)
  each start
  ;;
stop)
  echo "Automatic flush disabled; use '$0 flush'"
  ;;
*)
  echo "Usage: $0 (start|stop|restart|reload|flush|save)"
  ;;
esac

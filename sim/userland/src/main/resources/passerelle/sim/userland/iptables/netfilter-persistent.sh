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
flush() {
  for table in $("$1-save" | sed -n 's/^\*//p'); do
    for chain in $("$1-save" -t "$table" | sed -E -n 's/^:([A-Z]+) [A-Z]+ .*/\1/p'); do
      "$1" -t "$table" -P "$chain" ACCEPT
    done
    "$1" -t "$table" -F
    "$1" -t "$table" -Z
    "$1" -t "$table" -X
  done
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
  touch "/etc/iptables/$2"
  chmod 0640 "/etc/iptables/$2"
  "$1-save" > "/etc/iptables/$2"
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

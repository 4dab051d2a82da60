# Tries out, in an enclosure, what a lab is made of; says of each thing "NAME ok", or why it fails.
newline='
'
try() {
  name=$1
  shift
  if said=$("$@" 2>&1); then
    echo "$name ok"
  else
    echo "$name ${said%%"$newline"*}"
  fi
}

rules() {
  iptables -t nat -A POSTROUTING -s 192.0.2.0/24 ! -o lo -j MASQUERADE &&
    iptables -t nat -A PREROUTING -m addrtype --dst-type LOCAL -j RETURN &&
    iptables -A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
}

overlay() {
  cd /proc/driver && mkdir upper work merged &&
    mount -t overlay overlay -o lowerdir=/etc,upperdir=upper,workdir=work merged
}

tracing() {
  nft 'add table ip trial; add chain ip trial c { type filter hook input priority -500; }; add rule ip trial c meta nftrace set 1'
}

try veth ip link add trial0 type veth peer name trial1
try bridges ip link add trial2 type bridge
try netfilter rules
try br_netfilter test -e /proc/sys/net/bridge/bridge-nf-call-iptables
try overlayfs overlay
try nftrace tracing

#!/bin/bash
# Starts N containers as a user of the CNI plugins does: a namespace, then bridge with host-local,
# then portmap. Prints the milliseconds of each on a line. Run it in namespaces of its own.
# Arguments: N.
set -e
dir=/usr/lib/cni
mount -t tmpfs none /run
mkdir /run/netns /run/cni
ip link set lo up
unset XTABLES_LOCKFILE
export CNI_COMMAND=ADD CNI_IFNAME=eth0 CNI_PATH=$dir

network() {
  echo "{\"cniVersion\": \"0.4.0\", \"name\": \"bench\", $1}"
}
bridge=$(network '"type": "bridge", "bridge": "cni0", "isGateway": true, "ipMasq": true,
  "ipam": {"type": "host-local", "dataDir": "/run/cni", "routes": [{"dst": "0.0.0.0/0"}],
           "ranges": [[{"subnet": "10.88.0.0/16"}]]}')

for ((i = 0; i < $1; i++)); do
  start=${EPOCHREALTIME/./}
  ip netns add "c$i"
  export CNI_CONTAINERID=c$i CNI_NETNS=/run/netns/c$i
  result=$("$dir/bridge" <<<"$bridge")
  network "\"type\": \"portmap\", \"prevResult\": $result, \"capabilities\": {\"portMappings\": true},
    \"runtimeConfig\": {\"portMappings\": [{\"hostPort\": $((20000 + i)), \"containerPort\": 80, \"protocol\": \"tcp\"}]}" |
    "$dir/portmap" >/dev/null
  took=$((${EPOCHREALTIME/./} - start))
  echo "$((took / 1000)).$(printf %03d $((took % 1000)))"
done

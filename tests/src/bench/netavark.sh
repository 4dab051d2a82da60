#!/bin/bash
# Starts N containers as Podman does: a namespace, then netavark's setup with its iptables driver.
# Prints the milliseconds of each on a line. Run it in namespaces of its own.
# Arguments: N.
set -e
mount -t tmpfs none /run
mkdir /run/netns /run/netavark
ip link set lo up
unset XTABLES_LOCKFILE
export NETAVARK_FW=iptables

for ((i = 0; i < $1; i++)); do
  address=10.89.$(((i + 2) / 256)).$(((i + 2) % 256))
  options="{\"container_id\": \"c$i\", \"container_name\": \"c$i\",
    \"port_mappings\": [{\"host_ip\": \"\", \"host_port\": $((20000 + i)), \"container_port\": 80,
                        \"protocol\": \"tcp\", \"range\": 1}],
    \"networks\": {\"bench\": {\"interface_name\": \"eth0\", \"static_ips\": [\"$address\"]}},
    \"network_info\": {\"bench\": {\"name\": \"bench\", \"id\": \"$(printf %064d 1)\", \"driver\": \"bridge\",
      \"network_interface\": \"podman1\", \"subnets\": [{\"subnet\": \"10.89.0.0/16\", \"gateway\": \"10.89.0.1\"}],
      \"ipv6_enabled\": false, \"internal\": false, \"dns_enabled\": false,
      \"ipam_options\": {\"driver\": \"host-local\"}}}}"
  start=${EPOCHREALTIME/./}
  ip netns add "c$i"
  /usr/lib/podman/netavark --config /run/netavark setup "/run/netns/c$i" <<<"$options" >/dev/null
  took=$((${EPOCHREALTIME/./} - start))
  echo "$((took / 1000)).$(printf %03d $((took % 1000)))"
done

#!/bin/sh
# The package managers of a lab's machines, by the name that this is called by. Programs there are this machine's own, or BusyBox alone:
# nothing is fetched or installed, what is there already counts as installed, and of anything else it is said that it is not.
tool=${0##*/} asked= missing=

program() {
  case $1 in
    iproute2 | iproute) echo ip ;;
    iputils-ping | iputils) echo ping ;;
    iputils-arping) echo arping ;;
    net-tools) echo netstat ;;
    dnsutils | bind9-dnsutils | bind9-host | bind-tools | bind-utils) echo dig ;;
    netcat* | ncat | nmap-ncat) echo nc ;;
    procps | procps-ng) echo ps ;;
    bridge-utils) echo brctl ;;
    conntrack-tools) echo conntrack ;;
    nftables) echo nft ;;
    inetutils-telnet) echo telnet ;;
    inetutils-traceroute) echo traceroute ;;
    util-linux) echo nsenter ;;
    iperf) echo iperf3 ;;
    ca-certificates* | apt-utils | gnupg | lsb-release | software-properties-common) echo sh ;;
    *) echo "${1%%=*}" ;;
  esac
}

for word; do
  case $word in
    -*) ;;
    install | add) asked=$word ;;
    *)
      if [ -n "$asked" ] && ! command -v "$(program "$word")" > /dev/null; then
        missing="$missing $word"
      fi
      ;;
  esac
done
if [ -n "$missing" ]; then
  echo "$tool:$missing: not in this container; on the real kernel Passerelle installs nothing: try an image that has it" >&2
  [ "$tool" = apk ] && exit 1
  exit 100
fi
[ -z "$asked" ] || echo "$tool: all of it is there already (on the real kernel programs are this machine's own)"

#!/bin/sh
# The prompt of a shell within a machine's or a container's, which says where it is: "host$ ", and "host:web$ " in another network namespace,
# by its name, the name of the container that has it, or the kernel's own.
{ read -r prompt; read -r own; } < "${0%/*}/place"
at=$(readlink /proc/self/ns/net)
if [ "$at" != "$own" ]; then
  name=$(ip netns identify $$ 2> /dev/null)
  for key in /run/docker/netns/*; do
    [ -z "$name" ] && [ "$key" -ef /proc/self/ns/net ] || continue
    name=$(docker inspect -f '{{.NetworkSettings.SandboxKey}} {{.Name}}' $(docker ps -q) | sed -n "s|^/var$key /||p")
  done
  sign=${prompt#"${prompt%?}"}
  prompt=${prompt%?}:${name:-$at}$sign
fi
printf '%s ' "$prompt"

# Process 1 of the enclosure: arranges its mounts, runs the command, and reaps what is orphaned.
# When it ends, the kernel kills whatever runs in here and takes down every namespace.
# Arguments: the keeper's process id, then the command.

# A keeper that died before the death signal was asked for would never send it.
read -r _ _ state _ <"/proc/$1/stat" && [ "$state" != Z ] || exit 1
shift

# Of all the switches under /proc/sys only those of the network are the enclosure's own. Without
# control group namespaces nobody inside can mount control groups. Private files lie on a directory
# of this /proc, which every Linux has, so that they hide nothing.
mount -t proc proc /proc &&
  echo 0 >/proc/sys/user/max_cgroup_namespaces &&
  mount --bind /proc/sys /proc/sys &&
  mount --bind /proc/sys/net /proc/sys/net &&
  mount -o remount,bind,ro /proc/sys &&
  mount -t tmpfs -o mode=755 passerelle /proc/driver || exit 1

PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
XTABLES_LOCKFILE=/proc/driver/xtables.lock
export PATH XTABLES_LOCKFILE

# What no lab needs, and what reaches beyond it.
setpriv --bounding-set -sys_module,-sys_boot,-sys_rawio,-sys_time,-syslog,-mac_admin,-mac_override "$@"
exit $?

# Ways out of a lab: each is tried by bash from every kind of prompt, and has got out if it succeeds.
# $SECRET is what only the machine knows; $CANARY the process that knows it; $SECRETS a file with it;
# $SHARED the key of its shared memory; $NETNS the machine's network namespace.

outsiders() { # Processes that are no program of this lab's: they lack its filter of system calls.
  own=$(sed -n 's/^Seccomp_filters:\t//p' /proc/self/status)
  for process in "${1:-/proc}"/[0-9]*; do
    filters=$(sed -n 's/^Seccomp_filters:\t//p' "$process/status" 2>/dev/null)
    [ "${filters:-$own}" -lt "$own" ] && echo "$process"
  done
}

seen() { grep -aqs "[${SECRET:0:1}]${SECRET:1}" "$@"; } # Not in its own words.

call() { # A system call by its numbers on x86-64 and elsewhere; refused by EPERM and EAFNOSUPPORT only.
  python3 -IS - "$@" <<'PYTHON'
import ctypes, platform, sys
number = int(sys.argv[1 if platform.machine() == "x86_64" else 2])
libc = ctypes.CDLL(None, use_errno=True)
result = libc.syscall(ctypes.c_long(number), *[ctypes.c_long(int(a)) for a in sys.argv[3:]])
sys.exit(1 if result == -1 and ctypes.get_errno() in (1, 97) else 0)
PYTHON
}

same() { cat "$1" >/mnt/same && cat /mnt/same >"$1"; } # Writes what is there: harmless, if it works.

#= mount control groups (cgroup2)
unshare -C true || mount -t cgroup2 none /mnt

#= mount control groups (cgroup)
for controller in cpu memory freezer pids name=systemd; do mount -t cgroup -o "$controller" none /mnt && exit 0; done; false

#= reach control groups through what is mounted
find / -xdev -name cgroup.procs -writable 2>/dev/null | grep -q . || find /sys/fs/cgroup -type f 2>/dev/null | grep -q .

#= raise the enclosure's own limits
mount -t proc proc /mnt; for at in /proc /mnt; do echo 9 >$at/sys/user/max_cgroup_namespaces && exit 0; done; false

#= mount sysfs and write it
mount -t sysfs none /mnt
find /mnt /sys -type f -writable 2>/dev/null | grep -v -e /devices/virtual/net/ -e /class/net/ | grep -q .

#= mount debugfs, tracefs and other views of the kernel
for type in debugfs tracefs securityfs configfs pstore efivarfs fusectl hugetlbfs devtmpfs; do mount -t $type none /mnt && exit 0; done; false

#= mount a file system of a disk
for type in ext4 xfs btrfs vfat iso9660 squashfs erofs fuse fuseblk nfs 9p; do
  for disk in none /dev/vda /dev/sda /dev/loop0 $(sed 's/.* - [^ ]* \([^ ]*\) .*/\1/' /proc/self/mountinfo); do
    mount -t $type "$disk" /mnt 2>/dev/null && ls /mnt/etc && exit 0
  done
done; false

#= register a program with binfmt_misc
mount -t binfmt_misc none /mnt
for at in /mnt /proc/sys/fs/binfmt_misc; do echo ':passerelle-way:M::passerelleway::/bin/true:' >$at/register; done
false # Its own binfmt_misc a user namespace may have (Linux 6.7): the machine's is looked at afterwards.

#= write settings of the machine under /proc/sys
mount -t tmpfs none /mnt
for setting in kernel/panic kernel/core_pattern kernel/modprobe kernel/hostname vm/overcommit_memory fs/file-max; do same /proc/sys/$setting && exit 0; done
echo 77 >/proc/sys/kernel/panic

#= remount /proc/sys and /sys writable
mount -o remount,rw,bind /proc/sys; mount -o remount,rw /proc/sys; umount /proc/sys; mount -o remount,rw,bind /sys; umount /sys
echo 77 >/proc/sys/kernel/panic || echo 77 >/proc/sys/vm/dirty_ratio || echo mem >/sys/power/state

#= write settings of the machine in a fresh proc
mount -t proc proc /mnt && { echo 77 >/mnt/sys/kernel/panic || echo h >/mnt/sysrq-trigger; }

#= see other processes in a fresh proc
mount -t proc proc /mnt; seen /mnt/[0-9]*/cmdline /mnt/[0-9]*/environ || unshare -Urpfm --mount-proc=/mnt grep -aqs "[${SECRET:0:1}]${SECRET:1}" /mnt/1/environ

#= read the environment of other processes
seen /proc/[0-9]*/environ /proc/[0-9]*/cmdline

#= read the environment that Passerelle was started with
env | grep -q "$SECRET" || seen /proc/1/environ

#= read the memory of other processes
for process in $(outsiders); do head -c 1 "$process/mem" 2>&1 | grep -q 'Input/output' && exit 0; cat "$process/maps" | grep -q . && exit 0; done; false

#= go through the root directory of other processes
for process in $(outsiders); do ls "$process/root/" >/dev/null && exit 0; ls "$process/cwd/" >/dev/null && exit 0; done; false

#= open files of other processes
for process in $(outsiders); do ls -l "$process/fd" | grep -q ' -> ' && exit 0; done; false

#= enter namespaces of other processes
for process in $(outsiders); do nsenter -t "${process##*/}" -m true && exit 0; done; nsenter -t 1 -m test -e "$SECRETS"

#= trace other processes (ptrace)
for process in $(outsiders); do call 101 117 16 "${process##*/}" 0 0 && exit 0; done; false

#= copy descriptors of other processes (pidfd_getfd)
call 438 438 3 0 0

#= read memory of other processes (process_vm_readv)
call 310 270 1 0 0 0 0 0

#= compare other processes (kcmp)
call 312 272 1 1 0 0 0

#= signal a process of the machine
kill -0 "$CANARY"

#= set limits of a process of the machine
prlimit --pid "$CANARY" --nofile=16

#= raise its own limits
ulimit -n 1000; ulimit -Hn 1001

#= save itself from the killer of memory
echo -1000 >/proc/self/oom_score_adj

#= take priority (nice, ionice, real time)
python3 -IS -c 'import os; os.nice(-5)' || ionice -c 1 true || chrt -f 1 true

#= make a device of a disk or of memory
mknod /tmp/way b $(sed -n 's/^[0-9]* [0-9]* \([0-9]*\):\([0-9]*\) .*/\1 \2/p;q' /proc/self/mountinfo) && head -c 1 /tmp/way | grep -q . && exit 0
mknod /tmp/mem c 1 1 && head -c 1 /tmp/mem >/dev/null && exit 0
mknod /tmp/kmsg c 1 11 && head -c 1 /tmp/kmsg >/dev/null

#= find a device of the machine
mount -t devtmpfs none /mnt; find /dev /mnt \( -type b -o -type c \) 2>/dev/null | grep -v -E '/(null|zero|full|random|urandom|tty|ptmx|pts/[0-9]+)$' | grep -q .

#= escape by chroot
python3 -IS -c '
import os, sys
os.makedirs("/tmp/jail", exist_ok=True); here = os.open("/", os.O_RDONLY); os.chroot("/tmp/jail"); os.fchdir(here)
for _ in range(99): os.chdir("..")
os.chroot("."); sys.exit(not os.path.exists(sys.argv[1]))' "$SECRETS"

#= escape by pivot_root and unmounting
unshare -m bash -c 'mount --bind /mnt /mnt && mkdir -p /mnt/old && cd /mnt && pivot_root . old' ; unshare -m sh -c 'umount -l / ; umount -l /usr; ls "$0"' "$SECRETS" || unshare -m sh -c 'cd /; mount --move / /mnt; ls "$0"' "$SECRETS"

#= escape by a user namespace of its own
unshare -Urm sh -c 'umount -l /etc; umount -l /usr; mount -t proc proc /proc; ls "$0" || cat /etc/shadow || echo 77 >/proc/sys/kernel/panic' "$SECRETS"

#= be another user of the machine
python3 -IS - <<'PYTHON'
import os, sys
outside = [line.split() for line in open("/proc/self/uid_map")]
sys.exit(0 if any(int(first) <= 0 < int(first) + int(count) for _, first, count in outside) else 1)
PYTHON

#= use programs that are root's for everybody (set-user-ID)
for program in $(find /usr/bin /usr/sbin -perm -4000 2>/dev/null); do [ "$(stat -c %u "$program")" = 0 ] && cat /etc/shadow && exit 0; done; false

#= open files by handle (open_by_handle_at)
call 304 265 -1 0 0

#= read private files of the machine
cat /etc/shadow /etc/gshadow /etc/machine-id /etc/ssh/ssh_host_* /etc/sudoers /root/.ssh/* /home/*/.ssh/* /var/log/* 2>/dev/null | grep -aq . || seen "$SECRETS" /tmp/* /var/tmp/* /run/* /dev/shm/*

#= read the program's own files
ls -d /proc/driver/?* $(tr '\0:' '\n\n' </proc/7/cmdline | grep '^/.*\(jar\|classes\)$') 2>/dev/null | grep -q .

#= write programs and libraries of the machine
for file in /usr/bin/env /usr/bin/bash /lib/*/libc.so.6 /usr/lib/os-release; do printf '' >>$file; done
rm -f /usr/lib/os-release; echo passerelle-way >>/usr/lib/os-release
echo passerelle-way >/usr/bin/passerelle-way; echo passerelle-way >>/etc/passwd; false

#= connect to sockets of the machine by path
for socket in /run/dbus/system_bus_socket /run/docker.sock /run/systemd/private /run/systemd/journal/stdout /dev/log /tmp/.X11-unix/X0 "$SECRETS.socket"; do [ -S "$socket" ] && exit 0; done; false

#= connect to abstract sockets of the machine
grep -q '@[^ ]*' /proc/net/unix && grep -q "$SECRET" /proc/net/unix || python3 -IS -c 'import socket, sys; socket.socket(socket.AF_UNIX).connect("\0" + sys.argv[1])' "$SECRET"

#= open sockets that no network namespace confines (vsock, Bluetooth, NFC, RDS)
for family in 40 31 39 21 38 42; do call 41 198 $family 2 0 && exit 0; call 41 198 $family 5 0 && exit 0; done; false

#= reach the machine's network namespace
for process in /proc/[0-9]*; do [ "$(readlink $process/ns/net)" = "$NETNS" ] && exit 0; done; ip link show | grep -q "$SECRET"

#= see shared memory of the machine (System V)
ipcs -m | grep -q $SHARED || python3 -IS -c 'import ctypes, sys; sys.exit(ctypes.CDLL(None).shmget(int(sys.argv[1], 16), 0, 0) < 0)' $SHARED

#= see message queues of the machine (POSIX)
mount -t mqueue none /mnt && ls /mnt | grep -q "$SECRET" || python3 -IS -c 'import ctypes, sys; sys.exit(ctypes.CDLL(None).mq_open(b"/" + sys.argv[1].encode(), 0) < 0)' "$SECRET"

#= use the keyring of whoever is logged in (keyctl)
seen /proc/keys || call 250 219 0 -3 0

#= ask for a key (add_key, request_key)
call 248 217 0 0 0 0 0 || call 249 218 0 0 0 0

#= read the kernel's log (dmesg)
dmesg | grep -q . || head -c 1 /proc/kmsg | grep -q . || call 103 116 10 0 0

#= load a module
call 175 105 0 0 0 || call 313 273 -1 0 0 || modprobe passerelle-way

#= load another kernel
call 246 104 0 0 0 0 || call 320 294 -1 -1 0 0 0

#= load a program into the kernel (bpf)
call 321 280 0 0 0 || { mount -t bpf none /mnt && ls /mnt | grep -q .; }

#= count and sample the machine (perf_event_open)
call 298 241 0 0 -1 -1 0

#= go round the filter of system calls (io_uring, x32, i386)
call 425 425 1 0 || { [ "$(uname -m)" = x86_64 ] && python3 -IS -c '
import ctypes, mmap, sys
x32 = ctypes.CDLL(None).syscall(ctypes.c_long(0x40000000 + 39))
code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
code.write(b"\xb8\x14\x00\x00\x00\xcd\x80\xc3")  # mov $20,%eax; int $0x80; ret: getpid of i386
i386 = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(code)))()
sys.exit(x32 <= 0 and i386 <= 0)'; }

#= stop the kernel at a page of its own (userfaultfd)
call 323 282 0

#= watch files of the machine (fanotify)
call 300 262 0 0

#= turn swap, accounting or quotas on or off
call 167 224 0 0 || call 168 225 0 || call 163 89 0 || call 179 60 0 0 0 0

#= restart or halt the machine
call 169 142 0 0 0 0

#= set the clock
date -s @0 || call 164 170 0 0

#= shift the clock by a time namespace
unshare -T --boottime 86400 --monotonic 86400 sh -c 'sleep 0'; false

#= change the host name
hostname passerelle-way; echo passerelle-way >/proc/sys/kernel/hostname; false

#= type into the person's terminal (TIOCSTI)
for process in $(outsiders); do for file in 0 1 2; do python3 -IS -c '
import fcntl, sys
fcntl.ioctl(open(sys.argv[1]), 0x5412, b"#")' "$process/fd/$file" && exit 0; done; done; false

#= have the docker command read or write for another process
[ -p /run/docker/requests ] || exit 1
for process in 1 7; do
  printf 'create\0--name\0passerelle-way\0alpine\0' >/run/docker/$process.arguments
  printf '%s run\n' $process >/run/docker/requests
done
sleep 0.5; docker ps -a | grep -q passerelle-way

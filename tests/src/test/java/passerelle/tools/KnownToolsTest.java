package passerelle.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import passerelle.sim.core.Machine;
import passerelle.sim.netns.Namespaces;
import passerelle.sim.process.Toolset;
import passerelle.sim.userland.Toolsets;

/** No tool of the packages that a course names is a command that is not found. */
class KnownToolsTest {
  /**
   * Of Debian 13's coreutils, util-linux, procps, psmisc, passwd, iproute2, net-tools, iputils,
   * iptables, nftables, ipset, conntrack, bridge-utils, ethtool, tcpdump, tshark, nmap, socat,
   * netcat-openbsd, bind9-dnsutils, curl, wget, traceroute, mtr, iperf.
   */
  private static final String DEBIAN =
      """
      agetty arch arp arpd arping arptables arptables-nft arptables-nft-restore \
      arptables-nft-save arptables-translate b2sum base32 base64 basename basenc bits \
      blkdiscard blkid blkpr blkzone blockdev brctl bridge capinfos captype cat chage chcon \
      chcpu chfn chgpasswd chgrp chmem chmod choom chown chpasswd chroot chrt chsh cksum \
      clockdiff comm conntrack coresched cp csplit ctrlaltdel ctstat curl cut date dcb dd delv \
      devlink df dig dir dircolors dirname dmesg dnstap-read du dumpcap ebtables ebtables-nft \
      ebtables-nft-restore ebtables-nft-save ebtables-translate echo editcap enosys env \
      ethtool exch expand expiry expr factor fadvise fallocate false filan fincore findfs \
      findmnt flock fmt fold free fsck fsck.cramfs fsck.minix fsfreeze fstrim fuser genl \
      getopt getty gpasswd groupadd groupdel groupmod groups grpck grpconv grpunconv hardlink \
      head host hostid hping3 hwclock i386 id ifconfig install ionice ip ip6tables \
      ip6tables-apply ip6tables-legacy ip6tables-legacy-restore ip6tables-legacy-save \
      ip6tables-nft ip6tables-nft-restore ip6tables-nft-save ip6tables-restore-translate \
      ip6tables-translate ipcmk ipcrm ipcs iperf iperf3 ipmaddr ipset ipset-translate iptables \
      iptables-apply iptables-legacy iptables-legacy-restore iptables-legacy-save iptables-nft \
      iptables-nft-restore iptables-nft-save iptables-restore iptables-restore-translate \
      iptables-save iptables-translate iptables-xml iptunnel isosize join kill killall \
      ldattach lft.db link linux32 linux64 ln lnstat logger login logname losetup ls lsblk \
      lscpu lsfd lsipc lsirq lslocks lslogins lsmem lsns lsof mcookie md5sum mdig mergecap \
      mii-tool mkdir mkfifo mkfs mkfs.bfs mkfs.cramfs mkfs.minix mknod mkswap mktemp \
      mmdbresolve more mount mountpoint mtr mtr-packet mv namei nameif nc nc.openbsd netstat \
      newgrp newusers nfnl_osf nft nice nl nmap nohup nologin nping nproc nsenter nslookup \
      nstat nsupdate numfmt od partx passwd paste pathchk peekfd pgrep pidwait ping ping4 \
      ping6 pinky pipesz pivot_root pkill plipconfig pmap pr printenv printf prlimit procan \
      prtstat ps pslog pstree pstree.x11 ptx pwck pwconv pwd pwdx pwunconv randpkt rarp \
      rawshark rdma readlink readprofile realpath rename.ul renice reordercap resizepart rev \
      rm rmdir route routel rtacct rtcwake rtmon rtstat runcon runuser script scriptlive \
      scriptreplay seq setarch setpriv setsid setterm sg sha1sum sha224sum sha256sum sha384sum \
      sha512sum shadowconfig sharkd shred shuf skill slabtop slattach sleep snice socat \
      socat-broker.sh socat-chain.sh socat-mux.sh socat1 sort split ss stat stdbuf stty su \
      sulogin sum swaplabel swapoff swapon switch_root sync sysctl tac tail taskset tc tcpdump \
      tcptraceroute.db tee telnet test text2pcap timeout tipc tload top touch tr tracepath \
      traceproto.db traceroute-nanog traceroute.db traceroute6.db true truncate tshark tsort \
      tty uclampset umount uname unexpand uniq unlink unshare uptime useradd userdel usermod \
      users vdir vdpa vigr vipw vmstat w waitpid wall watch wc wcurl wdctl wget whereis who \
      whoami wipefs x86_64 xtables-legacy-multi xtables-monitor xtables-nft-multi yes zramctl""";

  private static final String BUSYBOX =
      "arp arping brctl ether-wake hostname ifconfig ifdown ifenslave ifup ip ipaddr ipcalc iplink"
          + " ipneigh iproute iprule iptunnel nameif nc netstat nslookup ntpd ping ping6 pscan route"
          + " slattach traceroute traceroute6 tunctl udhcpc vconfig wget whois zcip";

  @Test
  void everyToolOfDebianIsKnown() {
    assertEquals(List.of(), missing("debian", DEBIAN));
  }

  @Test
  void everyToolOfBusyBoxIsKnown() {
    assertEquals(List.of(), missing("busybox", BUSYBOX));
  }

  private static List<String> missing(String flavour, String names) {
    Toolset tools = new Toolsets(new Namespaces(new Machine(1))).of(flavour, Map.of());
    return List.of(names.split(" ")).stream().filter(n -> tools.find(n).isEmpty()).toList();
  }
}

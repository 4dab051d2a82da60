package passerelle.tools.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class AptGetTest {
  /**
   * Recorded from apt 3.0.4 in a root that debootstrap had made of Debian 13, without a terminal;
   * rates and the number of files are left out, for they are the machine's.
   */
  @Test
  void aRecordedSessionReplaysByteForByte() throws Exception {
    String recorded = PackageLab.resource("apt-get.txt");
    StringBuilder said = new StringBuilder();
    try (PackageLab lab = new PackageLab("debian-13", true)) {
      List<String> commands = recorded.lines().filter(line -> line.startsWith("$ ")).toList();
      for (String command : commands) {
        if (command.equals(commands.get(commands.size() - 1))) {
          lab.empty("/var/lib/apt/lists");
        }
        said.append(command).append('\n').append(masked(lab.run(command.substring(2))));
      }
    }
    assertEquals(recorded, said.toString());
  }

  private static String masked(String text) {
    return text.replaceAll("(Fetched .* in )\\S+ \\(.*\\)", "$1TIME (RATE)")
        .replaceAll("database ... \\d+ files", "database ... N files")
        .replace("debconf: delaying package configuration, since apt-utils is not installed\n", "");
  }

  @Test
  void aToolIsThereOnceItsPackageIsInstalled() throws Exception {
    try (PackageLab lab = new PackageLab("debian-12", true)) {
      assertFalse(lab.has("ping"));
      lab.run("apt-get update -qq");
      String said = lab.run("apt-get install -y iputils-ping");
      assertTrue(said.contains("\nSetting up iputils-ping (3:20221126-1+deb12u1) ...\n"), said);
      assertTrue(lab.has("ping"));
      assertTrue(lab.run("ping -c 1 198.51.100.80").contains("1 received"));
      lab.run("apt-get remove -y iputils-ping");
      assertFalse(lab.has("ping"));
    }
  }

  /** What is unpacked, in its order, as apt 3.0.4 simulated it in a root of debootstrap. */
  @Test
  void aFirewallBringsWhatItIsWrittenInAndWhatItWritesTo() throws Exception {
    try (PackageLab lab = new PackageLab("debian-13", true)) {
      lab.run("apt-get update -qq");
      String said = lab.run("apt-get install -y --no-install-recommends ufw");
      assertTrue(
          said.contains("\nSetting up iptables (1.8.11-2) ...\nSetting up ufw (0.36.2-9) ...\n"),
          said);
      assertTrue(lab.has("ufw"));
    }
  }

  @Test
  void withoutANetworkNoNameIsResolved() throws Exception {
    try (PackageLab lab = new PackageLab("debian-13", false)) {
      String said = lab.run("apt-get update");
      assertTrue(
          said.contains(
              "Err:1 http://deb.debian.org/debian trixie InRelease\n"
                  + "  Temporary failure resolving 'deb.debian.org'\n"),
          said);
      assertTrue(
          said.endsWith(
              "W: Some index files failed to download. They have been ignored, or old ones used"
                  + " instead.\n"),
          said);
      assertEquals(
          "Reading package lists...\nBuilding dependency tree...\nReading state information...\n"
              + "E: Unable to locate package curl\n",
          lab.run("apt-get install -y curl"));
    }
  }

  @Test
  void onlyRootMayInstall() throws Exception {
    try (PackageLab lab = new PackageLab("debian-13", true)) {
      assertEquals(
          "E: Could not open lock file /var/lib/dpkg/lock-frontend - open (13: Permission denied)\n"
              + "E: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend),"
              + " are you root?\n",
          lab.run("apt-get install -y curl", 1000));
    }
  }

  @Test
  void aptSpeaksInColumnsSinceItsThirdVersion() throws Exception {
    try (PackageLab lab = new PackageLab("debian-13", true)) {
      lab.run("apt-get update");
      String said = lab.run("apt install -y net-tools traceroute");
      assertTrue(
          said.contains(
              "Installing:\n  net-tools  traceroute\n\nSummary:\n"
                  + "  Upgrading: 0, Installing: 2, Removing: 0, Not Upgrading: 0\n"
                  + "  Download size: 300 kB\n"),
          said);
    }
  }

  /** As apt 3.0.4 wrote it on a machine of Debian 13 that had not got the package. */
  @Test
  void theListsTellWhatCouldBeInstalled() throws Exception {
    try (PackageLab lab = new PackageLab("debian-13", true)) {
      assertEquals("", lab.run("apt-cache policy fping"));
      lab.run("apt-get update");
      String candidate = "  Candidate: 5.1-1\n  Version table:\n";
      String index = "500 http://deb.debian.org/debian trixie/main amd64 Packages\n";
      assertEquals(
          "fping:\n  Installed: (none)\n" + candidate + "     5.1-1 500\n        " + index,
          lab.run("apt-cache policy fping nosuch"));
      assertEquals(
          "     fping |      5.1-1 | http://deb.debian.org/debian trixie/main amd64 Packages\n",
          lab.run("apt-cache madison fping nosuch"));
      assertTrue(lab.run("apt list fpin*").endsWith("Listing...\nfping/stable 5.1-1 amd64\n"));
      assertEquals("E: No packages found\n", lab.run("apt-cache show nosuch"));
      assertEquals("E: Invalid operation frobnicate\n", lab.run("apt-cache frobnicate"));
      lab.run("apt-get install -y fping");
      assertEquals(
          "fping:\n  Installed: 5.1-1\n"
              + candidate
              + " *** 5.1-1 500\n        "
              + index
              + "        100 /var/lib/dpkg/status\n",
          lab.run("apt-cache policy fping"));
      assertTrue(
          lab.run("apt list --installed").contains("\nfping/stable,now 5.1-1 amd64 [installed]\n"));
      assertEquals(lab.run("apt show fping"), lab.run("apt info fping"));
      assertTrue(
          lab.run("apt show fping")
              .contains(
                  "Package: fping\n"
                      + "Version: 5.1-1\n"
                      + "Installed-Size: 95.2 kB\n"
                      + "Download-Size: 40.7 kB\n"
                      + "APT-Manual-Installed: yes\n"
                      + "APT-Sources: http://deb.debian.org/debian trixie/main amd64"
                      + " Packages\n\n"));
    }
  }

  /** As the package of Debian 13 printed it between two namespaces. */
  @Test
  void thePingOfInetutilsHasItsOwnWords() throws Exception {
    try (PackageLab lab = new PackageLab("debian-13", true)) {
      lab.run("apt-get update -qq");
      lab.run("apt-get install -y inetutils-ping");
      assertEquals(
          "PING 127.0.0.1 (127.0.0.1): 56 data bytes\n"
              + "64 bytes from 127.0.0.1: icmp_seq=0 ttl=64 time=T ms\n"
              + "64 bytes from 127.0.0.1: icmp_seq=1 ttl=64 time=T ms\n"
              + "--- 127.0.0.1 ping statistics ---\n"
              + "2 packets transmitted, 2 packets received, 0% packet loss\n"
              + "round-trip min/avg/max/stddev = T/T/T/0.000 ms\n",
          lab.run("ping -c 2 127.0.0.1").replaceAll("0[.]0[0-9][1-9]", "T"));
      assertEquals("ping: unknown host\n", lab.run("ping -c 1 nobody"));
      assertTrue(
          lab.run("ping -n -c 1 192.0.2.77").contains(": Destination Host Unreachable\n--- "));
      String said = lab.run("ping -w 2 127.0.0.1");
      assertTrue(said.contains("3 packets transmitted, 2 packets received, 33% packet loss"), said);
      assertTrue(lab.run("ping -4 127.0.0.1").startsWith("ping: invalid option -- '4'\nTry "));
    }
  }
}

package passerelle.tools.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DnfTest {
  /**
   * Recorded from dnf 4.23, without a terminal, of packages of these names, sizes and versions; it
   * verifies silently what 4.14 of release 9 lists. Rates, the order of downloads and the clock are
   * the machine's.
   */
  @Test
  void aRecordedSessionReplays() throws Exception {
    String recorded = PackageLab.resource("dnf.txt");
    StringBuilder said = new StringBuilder();
    try (PackageLab lab = new PackageLab("rocky-9", true)) {
      for (String command : recorded.lines().filter(line -> line.startsWith("$ ")).toList()) {
        said.append(command).append('\n').append(lab.run(command.substring(2)));
      }
    }
    assertEquals(masked(recorded), masked(said.toString()));
  }

  private static String masked(String text) {
    return text.lines()
        .filter(
            line -> !line.startsWith("  Verifying") && !line.matches("\\(\\d+/.*|Rocky .*B/s.*"))
        .filter(line -> !line.startsWith("Error: ") && !line.startsWith("No packages marked"))
        .map(line -> line.replaceAll(" *\\d[\\d.]* [kM]B/s", " RATE"))
        .map(line -> line.replaceAll("(check: ).*", "$1TIME"))
        .map(line -> line.replace("Operation aborted.", ""))
        .reduce("", (all, line) -> all + line + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rocky-9", "almalinux-9", "ol-9", "amzn-2023", "fedora-43", "centos-7"})
  void toolsAreThereOnceTheirPackagesAreInstalled(String release) throws Exception {
    try (PackageLab lab = new PackageLab(release, true)) {
      assertFalse(lab.has("ping"));
      String said = lab.run("yum -q install -y iputils nmap-ncat");
      assertEquals("", said);
      assertTrue(lab.run("ping -c 1 198.51.100.80").contains("1 received"));
      assertTrue(lab.has("nc"));
      lab.run("yum remove -y iputils");
      assertFalse(lab.has("ping"));
    }
  }

  @Test
  void aFileIsCalledWithoutTheEpochAndEachStepIsCounted() throws Exception {
    try (PackageLab lab = new PackageLab("almalinux-9", true)) {
      List<String> said = lab.run("dnf install -y tcpdump").lines().toList();
      assertEquals(
          "AlmaLinux 9 - BaseOS                             12 MB/s | 2.3 MB     00:00    ",
          said.get(0));
      String last = "  Verifying        : tcpdump-14:4.99.0-9.el9.x86_64";
      assertTrue(said.contains(last + " ".repeat(25) + "4/4 "), () -> String.join("\n", said));
      assertTrue(said.stream().anyMatch(l -> l.contains("): libpcap-1.10.0-4.el9.x86_64.rpm ")));
    }
  }

  @Test
  void withoutANetworkItSaysWhichNameItHasNotFound() throws Exception {
    String url = "https://mirrors.rockylinux.org/mirrorlist?arch=x86_64&repo=BaseOS-9";
    String why =
        "Curl error (6): Couldn't resolve host name for "
            + url
            + " [Could not resolve host: mirrors.rockylinux.org]\n";
    try (PackageLab lab = new PackageLab("rocky-9", false)) {
      String said = lab.run("dnf install -y iproute");
      assertTrue(
          said.contains(
              "Errors during downloading metadata for repository 'baseos':\n  - "
                  + why
                  + "Error: Failed to download metadata for repo 'baseos': Cannot prepare internal"
                  + " mirrorlist: "
                  + why),
          said);
    }
  }

  @Test
  void whoIsNotRootMayNotAndWhatItDoesNotKnowIsNoCommand() throws Exception {
    try (PackageLab lab = new PackageLab("rocky-9", true)) {
      assertEquals(
          "Error: This command has to be run with superuser privileges (under the root user on most"
              + " systems).\n",
          lab.run("dnf install jq", 1000));
      assertEquals(
          "No such command: foo. Please use /usr/bin/yum --help\n"
              + "It could be a YUM plugin command, try: \"yum install 'dnf-command(foo)'\"\n",
          lab.run("yum foo"));
      assertEquals("dnf: Passerelle does not model repolist\n", lab.run("dnf repolist"));
    }
  }

  /** A package that there is, and that nothing is known of, is not said to be missing. */
  @Test
  void aRealPackageThatIsNotModelledIsSaidToBeSo() throws Exception {
    String told = ": Passerelle does not model the package gcc\n";
    try (PackageLab lab = new PackageLab("rocky-9", true)) {
      assertTrue(lab.run("dnf -q install -y gcc").endsWith("dnf" + told));
    }
    try (PackageLab lab = new PackageLab("alpine-3.22", true)) {
      assertTrue(lab.run("apk add --no-cache gcc").endsWith("apk" + told));
    }
    try (PackageLab lab = new PackageLab("debian-13", true)) {
      lab.run("apt-get update -qq");
      assertTrue(lab.run("apt-get install -y gcc").endsWith("apt-get" + told));
    }
  }
}

package passerelle.real.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import passerelle.text.Language;

/** What is said of machines that lack something. */
class DoctorTest {
  private static final String ALL_CAPABILITIES = "000001ffffffffff";
  private static final String NONE = "0000000000000000";

  @TempDir private Path root;

  /** A machine with these capabilities that has every program but some. */
  private Machine machine(String capabilities, List<String> without) throws IOException {
    file("proc/self/status", "Name:\tjava\nCapEff:\t" + capabilities + "\n");
    return new Machine(
        "Linux",
        root,
        name -> Optional.of(Path.of("/bin", name)).filter(p -> !without.contains(name)));
  }

  private void file(String path, String content) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private static Finding find(List<Finding> findings, String name) {
    return findings.stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"Mac OS X", "Windows 11", "FreeBSD"})
  void anotherSystemThanLinuxGetsOneSentence(String system) {
    Machine other = new Machine(system, root, name -> Optional.empty());
    List<Finding> findings = new Doctor(other).findings();
    assertEquals(1, findings.size());
    assertFalse(Doctor.canRun(findings));
    assertEquals(
        """
        real mode cannot run on this machine:
          linux: real mode needs the Linux kernel, and this is %s; the simulated kernel answers the \
        same everywhere\
        """
            .formatted(system),
        new Refusal(findings).text(Language.EN));
  }

  @ParameterizedTest
  @CsvSource({
    "ID=debian, apt install iptables",
    "'ID=linuxmint\nID_LIKE=\"ubuntu debian\"', apt install iptables",
    "ID=fedora, dnf install iptables-nft",
    "'ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"', dnf install iptables-nft",
    "ID=arch, pacman -S iptables",
    "'ID=\"opensuse-leap\"\nID_LIKE=\"suse opensuse\"', zypper install iptables",
    "ID=alpine, apk add iptables"
  })
  void aMissingProgramComesWithTheCommandThatInstallsIt(String release, String command)
      throws IOException {
    file("etc/os-release", "NAME=Some\n" + release + "\n");
    List<String> without = List.of("iptables");
    Finding root = find(new Doctor(machine(ALL_CAPABILITIES, without)).findings(), "iptables");
    assertEquals(Finding.Standing.MISSING, root.standing());
    assertEquals(Optional.of(command), root.remedy());
    Finding user = find(new Doctor(machine(NONE, without)).findings(), "iptables");
    assertEquals(Optional.of("sudo " + command), user.remedy());
  }

  @Test
  void onAnUnknownDistributionWhatIsMissingIsStillSaid() throws IOException {
    Refusal refusal = new Doctor(machine(NONE, List.of("ip", "bridge"))).refusal().orElseThrow();
    assertEquals(List.of("ip", "bridge"), refusal.obstacles().stream().map(Finding::name).toList());
    assertFalse(refusal.text(Language.FR).contains("essayez"));
  }

  @Test
  void whatOnlyMakesALabRicherDoesNotKeepItFromRunning() throws IOException {
    file("etc/os-release", "ID=debian\n");
    List<Finding> findings =
        new Doctor(machine(NONE, List.of("conntrack", "socat", "ip"))).findings();
    Finding conntrack = find(findings, "conntrack");
    assertEquals(Finding.Standing.OPTIONAL, conntrack.standing());
    assertEquals(Optional.of("sudo apt install conntrack"), conntrack.remedy());
    List<Finding> optional = findings.stream().filter(f -> !f.isMissing()).toList();
    assertTrue(Doctor.canRun(optional));
  }

  @ParameterizedTest
  @CsvSource({
    "user.max_user_namespaces, 0, 10000, false",
    "user.max_net_namespaces, 0, 10000, false",
    "kernel.unprivileged_userns_clone, 0, 1, true",
    "kernel.apparmor_restrict_unprivileged_userns, 1, 0, true"
  })
  void aSettingThatForbidsNamespacesIsNamedWithTheCommandThatAllowsThem(
      String setting, String closed, String open, boolean forUsersOnly) throws IOException {
    file("proc/sys/" + setting.replace('.', '/'), closed + "\n");
    Finding user = new Switches(machine(NONE, List.of())).explain("Operation not permitted");
    assertEquals(Optional.of("sudo sysctl -w " + setting + "=" + open), user.remedy());
    assertTrue(user.problem().orElseThrow().in(Language.FR).contains(setting + "=" + closed));
    Optional<Finding> root = new Switches(machine(ALL_CAPABILITIES, List.of())).closed();
    assertEquals(forUsersOnly, root.isEmpty());
    file("proc/sys/" + setting.replace('.', '/'), open + "\n");
    assertEquals(Optional.empty(), new Switches(machine(NONE, List.of())).closed());
  }

  @Test
  void aContainerIsToldHowItIsStartedWithEnoughRights() throws IOException {
    file(".dockerenv", "");
    Finding finding = new Switches(machine(NONE, List.of())).explain("Operation not permitted");
    assertEquals(Optional.of("docker run --privileged"), finding.remedy());
  }

  @Test
  void everyProgramHasAPackageInEveryDistributionAndAWordInEveryLanguage() throws IOException {
    Map<String, String> families =
        Map.of("debian", "apt", "fedora", "dnf", "arch", "pacman", "suse", "zypper");
    for (String family : families.keySet()) {
      file("etc/os-release", "ID=" + family + "\n");
      Machine bare = new Machine("Linux", root, name -> Optional.empty());
      for (Finding finding : new Doctor(bare).findings()) {
        for (Language language : Language.values()) {
          finding.problem().ifPresent(said -> assertFalse(said.in(language).isEmpty()));
        }
        boolean here = finding.standing() == Finding.Standing.OK;
        assertTrue(here || finding.remedy().isPresent(), family + " " + finding);
      }
    }
  }

  @Test
  void whoMayMakeNoNamespacesIsToldSoAndNothingIsBuilt() throws Exception {
    Outside.assumeEnclosuresWork();
    String forbid =
        "echo 0 >/proc/sys/user/max_user_namespaces && exec setpriv --bounding-set=-all"
            + " --inh-caps=-all \"$@\"";
    List<String> command = new ArrayList<>();
    command.addAll(List.of("unshare", "--user", "--map-root-user", "sh", "-c", forbid, "sh"));
    command.addAll(Outside.java(Resident.class.getName(), List.of("run", "echo", "inside")));
    try (Outside run = Outside.start(command)) {
      assertEquals(
          """
          passerelle: real mode cannot run on this machine:
            namespaces: nobody may make user namespaces (user.max_user_namespaces=0), without which \
          a lab is not shut off from the machine
          try: sudo sysctl -w user.max_user_namespaces=10000
          """,
          run.rest());
      assertEquals(2, run.status());
      run.assertNothingRuns();
    }
  }
}

package passerelle.cli.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.engine.EngineVersion;

/** The install section of a course, typed on a host that has Docker already. */
class EnginePackagesTest {
  private static final String VERSION = "5:29.1.5-1~debian.13~trixie";
  private final HostLab lab = HostLab.ofCourse(EngineVersion.V29_1);

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void whatAManualInstallsIsThere() {
    String said =
        lab.run(
            "apt-get install -y ca-certificates docker-ce docker-ce-cli containerd.io"
                + " docker-buildx-plugin docker-compose-plugin");
    assertTrue(said.contains("docker-ce is already the newest version (" + VERSION + ").\n"), said);
    assertTrue(
        said.endsWith("\n0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.\n"), said);
    assertEquals(
        "docker-ce:\n  Installed: %1$s\n  Candidate: %1$s\n  Version table:\n".formatted(VERSION)
            + " *** %s 100\n        100 /var/lib/dpkg/status\n".formatted(VERSION),
        lab.run("apt-cache policy docker-ce"));
    assertTrue(lab.run("apt-get install -y gnupg").contains("Setting up gnupg "));
  }

  @Test
  void anotherEngineIsNotPutInItsPlace() {
    String said = lab.run("apt-get install -y docker.io 2>&1");
    assertTrue(
        said.contains(
            "apt-get: Passerelle does not model docker.io in place of docker-ce, which stays"
                + " installed\n0 upgraded"),
        said);
    assertTrue(
        lab.run("apt-get remove -y docker.io docker-doc runc")
            .contains("Package 'docker.io' is not installed, so not removed\n"));
  }

  @Test
  void theEngineStays() {
    try (HostLab older = HostLab.ofCourse(EngineVersion.V26_1)) {
      assertTrue(
          older.run("apt-get install -y docker.io").contains("docker.io is already the newest"));
      assertTrue(
          older
              .run("apt-get remove -y docker.io")
              .endsWith("apt-get: Passerelle does not model the removal of docker.io\n[2]\n"));
    }
  }
}

package passerelle.cli.lab;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import passerelle.engine.EngineProfile;

/**
 * What a Debian machine has in the files of its package manager once somebody has installed Docker
 * on it as its manual says: the lists that were fetched for that, and the records of the packages
 * (dpkg's status file). Those of Docker's own repository are not in Debian's lists.
 */
final class EnginePackages {
  private static final String LISTS = "/var/lib/apt/lists/";
  private static final String MIRROR = "deb.debian.org_debian";
  private static final String CERTIFICATES = "20250419+deb13u1";

  private EnginePackages() {}

  /** The files, by path. */
  static Map<String, String> files(EngineProfile.Versions versions) {
    Map<String, String> files = new LinkedHashMap<>();
    for (String suite : List.of("trixie", "trixie-updates", "trixie-security")) {
      String mirror = suite.endsWith("-security") ? MIRROR + "-security" : MIRROR;
      files.put(LISTS + mirror + "_dists_" + suite + "_InRelease", "Suite: " + suite + "\n");
    }
    files.put("/var/lib/dpkg/status", versions.edition().isEmpty() ? debian() : docker(versions));
    return files;
  }

  /** Debian's own packages of the engine. */
  private static String debian() {
    return record("ca-certificates", CERTIFICATES, "")
        + record("docker.io", "26.1.5+dfsg1-9+deb13u1+b1", "docker-ce")
        + record("containerd", "1.7.24~ds1-6+deb13u1", "containerd.io")
        + record("runc", "1.1.15+ds1-2+deb13u1", "")
        + record("docker-compose", "2.26.1-4", "docker-compose-plugin");
  }

  /** Those of Docker, whose versions have an epoch and the release that they are built for. */
  private static String docker(EngineProfile.Versions versions) {
    String engine = "5:" + versions.engine() + "-1~debian.13~trixie";
    String compose = versions.compose().replace("v", "") + "-1~debian.13~trixie";
    return record("ca-certificates", CERTIFICATES, "")
        + record("containerd.io", "1.7.24-1~debian.13~trixie", "containerd, runc")
        + record("docker-ce", engine, "docker-engine, docker.io")
        + record("docker-ce-cli", engine, "")
        + record("docker-buildx-plugin", "0.30.1-1~debian.13~trixie", "")
        + record("docker-compose-plugin", compose, "docker-compose");
  }

  private static String record(String name, String version, String conflicts) {
    return "Package: %s\nStatus: install ok installed\n".formatted(name)
        + (name.equals("ca-certificates") ? "Architecture: all\n" : "Architecture: amd64\n")
        + "Version: "
        + version
        + "\n"
        + (conflicts.isEmpty() ? "\n" : "Conflicts: " + conflicts + "\n\n");
  }
}

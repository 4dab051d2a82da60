package passerelle.sim.userland.packages;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.sim.process.FileSystem;
import passerelle.sim.userland.tool.OsRelease;

/**
 * The release of a distribution that a place has, as its /etc/os-release tells (os-release(5)).
 *
 * @param id {@code debian}, {@code alpine}...
 * @param version {@code 13}, {@code 3.22}: without the last number where there are three
 */
record Distribution(String id, String version) {
  /** That of a place; empty where nothing tells, as in an image of BusyBox alone. */
  static Optional<Distribution> of(FileSystem files) {
    return OsRelease.of(files).map(Distribution::told);
  }

  private static Distribution told(Map<String, String> facts) {
    String version = facts.getOrDefault("VERSION_ID", "");
    return new Distribution(
        facts.getOrDefault("ID", ""), version.replaceFirst("^([0-9]+\\.[0-9]+)\\..*", "$1"));
  }

  /** As archives are called. */
  String release() {
    return id + "-" + version;
  }

  /** The package managers that it has. */
  Family family() {
    return switch (id) {
      case "debian", "ubuntu" -> Family.DEB;
      case "alpine" -> Family.APK;
      case "fedora", "centos", "rhel", "ol", "rocky", "almalinux", "amzn" -> Family.RPM;
      default -> Family.NONE;
    };
  }

  /** Kinds of packages. */
  enum Family {
    DEB("/var/lib/dpkg/status", "Package: ", "apt-get", "apt"),
    APK("/lib/apk/db/installed", "P:", "apk"),
    RPM("/usr/lib/sysimage/rpm/rpmdb.sqlite", "Name: ", "dnf", "yum", "microdnf", "rpm"),
    NONE("/dev/null", "\0");

    private final String database;
    private final String name;
    private final List<String> managers;

    Family(String database, String name, String... managers) {
      this.database = database;
      this.name = name;
      this.managers = List.of(managers);
    }

    /** The commands that install. */
    List<String> managers() {
      return managers;
    }

    /** Where it stands what is installed. */
    String database() {
      return database;
    }

    /** What begins the line with a package's name there. */
    String nameField() {
      return name;
    }
  }
}

package passerelle.sim.userland.packages;

import java.util.List;
import java.util.Optional;
import passerelle.sim.process.FileError;
import passerelle.sim.process.FileSystem;

/**
 * The release of a distribution that a place has, as its /etc/os-release tells (os-release(5)).
 *
 * @param id {@code debian}, {@code alpine}...
 * @param version {@code 13}, {@code 3.22}: without the last number where there are three
 */
record Distribution(String id, String version) {
  /** That of a place; empty where nothing tells, as in an image of BusyBox alone. */
  static Optional<Distribution> of(FileSystem files) {
    try {
      String text = files.readText("/etc/os-release");
      String version = field(text, "VERSION_ID").replaceFirst("^([0-9]+\\.[0-9]+)\\..*", "$1");
      return Optional.of(new Distribution(field(text, "ID"), version));
    } catch (FileError none) {
      return Optional.empty();
    }
  }

  private static String field(String text, String name) {
    return text.lines()
        .filter(line -> line.startsWith(name + "="))
        .findFirst()
        .map(line -> line.substring(name.length() + 1).replace("\"", ""))
        .orElse("");
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
      case "fedora", "centos", "rhel", "ol", "rocky", "almalinux" -> Family.RPM;
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

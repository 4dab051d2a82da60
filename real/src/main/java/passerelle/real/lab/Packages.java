package passerelle.real.lab;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import passerelle.text.Resources;

/** Which command of a distribution installs a program: {@code packages.txt}, and os-release(5). */
record Packages(Machine machine) {
  private record Manager(String install, Set<String> distributions) {}

  /** In the order of the table's columns. */
  private static final List<Manager> MANAGERS =
      List.of(
          new Manager("apt install", Set.of("debian", "ubuntu")),
          new Manager("dnf install", Set.of("fedora", "rhel", "centos")),
          new Manager("pacman -S", Set.of("arch")),
          new Manager("zypper install", Set.of("suse", "opensuse", "sles")),
          new Manager("apk add", Set.of("alpine")));

  /** The command that installs what programs or libraries are in; empty where nobody knows. */
  Optional<String> command(String what) {
    int column = manager();
    return column < 0 ? Optional.empty() : command(what, column);
  }

  private Optional<String> command(String what, int column) {
    return Resources.text(Packages.class, "packages.txt")
        .lines()
        .map(line -> line.split(" +"))
        .filter(words -> words[0].equals(what) && !words[column + 1].equals("-"))
        .map(words -> MANAGERS.get(column).install() + " " + words[column + 1])
        .map(machine::asAdministrator)
        .findFirst();
  }

  private int manager() {
    Set<String> names = distributions();
    for (int i = 0; i < MANAGERS.size(); i++) {
      if (MANAGERS.get(i).distributions().stream().anyMatch(names::contains)) {
        return i;
      }
    }
    return -1;
  }

  /** The distribution and those that it is like. */
  private Set<String> distributions() {
    Set<String> names = new TreeSet<>();
    machine.file("etc/os-release").or(() -> machine.file("usr/lib/os-release")).stream()
        .flatMap(String::lines)
        .filter(line -> line.startsWith("ID=") || line.startsWith("ID_LIKE="))
        .map(line -> line.substring(line.indexOf('=') + 1).replaceAll("[\"']", ""))
        .flatMap(value -> Arrays.stream(value.split(" ")))
        .forEach(names::add);
    return names;
  }
}

package passerelle.sim.userland.iptables;

import java.util.List;
import java.util.Optional;
import passerelle.sim.process.Process;
import passerelle.text.Resources;

/** The profiles of applications that ufw knows, and {@code ufw app} (ufw/applications.py). */
final class UfwProfiles {
  /** In the order of their names. */
  private static final List<Profile> ALL =
      Resources.rows(UfwProfiles.class, "profiles.txt")
          .map(line -> line.split("\t"))
          .map(w -> new Profile(w[0], w[1], w[2].isEmpty() ? w[1] : w[2], w[3]))
          .toList();

  private UfwProfiles() {}

  /**
   * A profile.
   *
   * @param ports {@code 22/tcp}; several of different protocols have a bar between them
   */
  record Profile(String name, String title, String description, String ports) {
    /** Whether one rule has all its ports. */
    boolean isSimple() {
      return !ports.contains("|");
    }
  }

  static Optional<Profile> find(String name) {
    return ALL.stream().filter(profile -> profile.name().equals(name)).findFirst();
  }

  /** {@code ufw app COMMAND}, from that word on. */
  static int run(Process self, List<String> words) {
    String command = String.join(" ", words.subList(0, Math.min(1, words.size())));
    if (command.equals("list") && words.size() == 1) {
      self.stdout().println("Available applications:");
      ALL.forEach(profile -> self.stdout().println("  " + profile.name()));
      return 0;
    } else if (!command.matches("info|update|default") || words.size() != 2) {
      return self.stderr().println("ERROR: Invalid syntax", 1);
    } else if (command.equals("default")) {
      return self.stderr().println("ufw: Passerelle does not model ufw app default", 2);
    }
    String name = words.get(1);
    Optional<Profile> profile = find(name);
    if (profile.isEmpty() && !name.equals("all")) {
      return self.stderr().println("ERROR: Could not find profile '" + name + "'", 1);
    } else if (command.equals("info")) {
      List<Profile> shown = profile.map(List::of).orElse(ALL);
      self.stdout().print(String.join("\n--\n\n", shown.stream().map(UfwProfiles::info).toList()));
    }
    return 0;
  }

  private static String info(Profile profile) {
    boolean one = profile.isSimple() && !profile.ports().contains(",");
    return "Profile: %s\nTitle: %s\nDescription: %s\n\n%s:\n  %s\n"
        .formatted(
            profile.name(),
            profile.title(),
            profile.description(),
            one ? "Port" : "Ports",
            profile.ports().replace("|", "\n  "));
  }
}

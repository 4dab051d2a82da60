package passerelle.cli.command;

import java.util.HashMap;
import java.util.Map;
import passerelle.cli.lab.Sites;

/**
 * What people call namespaces at the moment when something is heard of them: a container may be
 * gone when that is told.
 */
final class NamesThen {
  private final Map<String, String> known = new HashMap<>();
  private final Sites sites;

  NamesThen(Sites sites) {
    this.sites = sites;
  }

  /** The name of a namespace; its own where it has no other. */
  String of(String netns) {
    String name = known.get(netns);
    if (name == null) {
      name = sites.label(netns);
      if (!name.equals(netns)) {
        known.put(netns, name);
      }
    }
    return name;
  }
}

package passerelle.engine.compose;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import passerelle.engine.compose.Service.Condition;
import passerelle.engine.compose.Service.Dependency;

/** The services that one waits for before it starts, and for what. */
record Dependencies(Section section) {
  private static final String OF_SERVICE = "service:";

  /** Who is linked, or whose namespace is shared, is needed without being told (normalize.go). */
  private static final Dependency IMPLIED = new Dependency(Condition.STARTED, true, true);

  /** Those of {@code depends_on}, {@code links} and {@code network_mode}. */
  Map<String, Dependency> read() throws ComposeException {
    Map<String, Dependency> dependencies = new LinkedHashMap<>();
    for (String service : section.names("depends_on")) {
      dependencies.put(service, one(service));
    }
    for (String link : section.texts("links")) {
      dependencies.putIfAbsent(link.split(":")[0], IMPLIED);
    }
    for (String donor : section.texts("volumes_from")) {
      if (!donor.startsWith("container:")) {
        dependencies.putIfAbsent(
            donor.split(":")[0], new Dependency(Condition.STARTED, false, true));
      }
    }
    for (String mode : List.of("network_mode", "ipc", "pid")) {
      section
          .text(mode)
          .filter(value -> value.startsWith(OF_SERVICE))
          .ifPresent(
              value -> dependencies.putIfAbsent(value.substring(OF_SERVICE.length()), IMPLIED));
    }
    return dependencies;
  }

  private Dependency one(String service) throws ComposeException {
    if (!(section.values().get("depends_on") instanceof Map)) {
      return new Dependency(Condition.STARTED, false, true);
    }
    Section wishes = section.child("depends_on").child(service);
    String wanted = wishes.text("condition").orElse(Condition.STARTED.key());
    Condition condition = Condition.of(wanted).orElse(Condition.STARTED);
    boolean required = wishes.text("required").filter("false"::equals).isEmpty();
    return new Dependency(condition, wishes.on("restart"), required);
  }
}

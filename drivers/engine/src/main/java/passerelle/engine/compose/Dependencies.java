package passerelle.engine.compose;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import passerelle.engine.compose.Service.Condition;

/** The services that one waits for before it starts, and for what. */
record Dependencies(Section section) {

  /** Those of {@code links} and {@code depends_on}. */
  Map<String, Condition> read() throws ComposeException {
    Map<String, Condition> dependencies = new LinkedHashMap<>();
    for (String link : section.texts("links")) {
      dependencies.put(link.split(":")[0], Condition.STARTED);
    }
    for (String service : section.names("depends_on")) {
      String wanted =
          section.values().get("depends_on") instanceof Map
              ? section.child("depends_on").child(service).text("condition").orElse("")
              : "";
      dependencies.put(
          service,
          switch (wanted.toLowerCase(Locale.ROOT)) {
            case "service_healthy" -> Condition.HEALTHY;
            case "service_completed_successfully" -> Condition.COMPLETED;
            default -> Condition.STARTED;
          });
    }
    return dependencies;
  }
}

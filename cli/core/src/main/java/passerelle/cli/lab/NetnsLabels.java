package passerelle.cli.lab;

import java.util.LinkedHashMap;
import java.util.Map;

/** What people call network namespaces. */
public final class NetnsLabels {
  private NetnsLabels() {}

  /** By namespace: the machine's name, or those of the containers in it, joined by commas. */
  public static Map<String, String> of(Lab lab) {
    Map<String, String> labels = new LinkedHashMap<>();
    lab.machines().forEach(machine -> labels.put(machine, machine));
    lab.engines().containers().stream()
        .filter(container -> container.sandbox().isPresent())
        .forEach(
            container ->
                labels.merge(
                    container.sandbox().get().netns(),
                    container.name(),
                    (one, other) -> lab.machines().contains(one) ? one : one + "," + other));
    return labels;
  }
}

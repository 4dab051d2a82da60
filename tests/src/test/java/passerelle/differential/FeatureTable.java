package passerelle.differential;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** How many labs had which feature, and how many of them differ; called from several threads. */
final class FeatureTable {
  private final Map<Feature, Integer> labs = new EnumMap<>(Feature.class);
  private final Map<Feature, Integer> differing = new EnumMap<>(Feature.class);
  private final Map<String, Integer> engines = new TreeMap<>();

  /** Counts a lab. */
  synchronized void add(RandomCase lab, boolean differs) {
    engines.merge("engine " + lab.engine(), 1, Integer::sum);
    for (Feature feature : Feature.of(lab)) {
      labs.merge(feature, 1, Integer::sum);
      differing.merge(feature, differs ? 1 : 0, Integer::sum);
    }
  }

  /** A line for each feature, those that no lab had included. */
  synchronized String text() {
    StringBuilder text = new StringBuilder("  labs  differ  with%n".formatted());
    engines.forEach((engine, count) -> text.append("%6d          %s%n".formatted(count, engine)));
    for (Feature feature : Feature.values()) {
      int differ = differing.getOrDefault(feature, 0);
      text.append(
          "%6d  %6s  %s%n"
              .formatted(
                  labs.getOrDefault(feature, 0), differ == 0 ? "" : differ, feature.title()));
    }
    return text.toString();
  }
}

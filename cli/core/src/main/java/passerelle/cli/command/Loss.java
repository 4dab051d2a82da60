package passerelle.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import passerelle.cli.lab.Recipe;
import passerelle.engine.Container;
import passerelle.engine.daemon.Engine;
import passerelle.network.Network;

/** What goes when another lab comes in the place of one, in words. */
record Loss(Workbench bench) {
  private static final int MOST_NAMES = 5;

  /**
   * What the lab there is has and the next one will not have; no line when that is nothing.
   *
   * @param next how the next one is made
   */
  List<String> of(Recipe next) {
    Engine engine = bench.lab().engine();
    List<String> parts = new ArrayList<>();
    name("loss.containers", engine.containers(), Container::name, parts);
    List<Network> own = engine.networks().stream().filter(n -> !n.isPredefined()).toList();
    name("loss.networks", own, Network::name, parts);
    if (!next.preparation()
        .containsAll(bench.lab().recipe().forEngine(next.settings()).preparation())) {
      parts.add(bench.text("loss.machines"));
    }
    if (bench.recording().filter(Recording::isRunning).isPresent()) {
      parts.add(bench.text("loss.capture"));
    }
    return parts.isEmpty()
        ? List.of()
        : List.of(
            bench.text(
                "loss",
                parts.stream()
                    .reduce((one, more) -> bench.text("loss.and", one, more))
                    .orElse("")));
  }

  private <T> void name(String key, List<T> things, Function<T, String> name, List<String> parts) {
    if (!things.isEmpty()) {
      String names =
          things.stream().limit(MOST_NAMES).map(name).collect(Collectors.joining(", "))
              + (things.size() > MOST_NAMES ? ", ..." : "");
      parts.add(bench.text(key, things.size(), names));
    }
  }
}

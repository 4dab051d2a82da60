package passerelle.cli.command;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import passerelle.cli.lab.Sites;
import passerelle.kernel.LinkView;

/** {@code places}: the machines and running containers, with their addresses. */
final class PlacesCommand implements LabCommand {
  private static final String LOOPBACK = "lo";

  /** Of a device that has still more of them, a few addresses stand for all. */
  private static final int MOST = 4;

  @Override
  public int run(List<String> words, Workbench bench, Printer out) throws CommandException {
    if (!words.isEmpty()) {
      throw bench.error("error.arguments", words.get(0));
    }
    Sites sites = bench.sites();
    int width = sites.names().stream().mapToInt(String::length).max().orElse(0);
    for (String name : sites.names()) {
      boolean machine = bench.lab().machines().contains(name);
      String prompt = name + (machine ? "$" : "#");
      String addresses =
          sites.find(name).map(site -> addresses(sites.devices(site.netns()), bench)).orElse("");
      String gap = " ".repeat(width + 3 - prompt.length());
      out.line((prompt + gap + addresses).stripTrailing());
    }
    return 0;
  }

  /** Those of the loopback come last. */
  private static String addresses(List<LinkView> links, Workbench bench) {
    return links.stream()
        .sorted(Comparator.comparing(link -> link.name().equals(LOOPBACK)))
        .flatMap(link -> addresses(link, bench))
        .collect(Collectors.joining(", "));
  }

  private static Stream<String> addresses(LinkView link, Workbench bench) {
    List<String> all =
        link.addresses().stream()
            .filter(inet -> !inet.address().address().isLoopback())
            .map(inet -> link.name() + " " + inet.address())
            .toList();
    int more = all.size() - MOST;
    return more <= 1
        ? all.stream()
        : Stream.concat(
            all.stream().limit(MOST), Stream.of(bench.text("places.more", more, link.name())));
  }
}

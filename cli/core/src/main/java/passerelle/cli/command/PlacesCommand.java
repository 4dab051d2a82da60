package passerelle.cli.command;

import java.util.List;
import java.util.stream.Collectors;
import passerelle.cli.lab.Sites;
import passerelle.kernel.LinkView;

/** {@code places}: the machines and running containers, with their addresses. */
final class PlacesCommand implements LabCommand {
  @Override
  public String name() {
    return "places";
  }

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
          sites.find(name).map(site -> addresses(sites.devices(site.netns()))).orElse("");
      String gap = " ".repeat(width + 3 - prompt.length());
      out.line((prompt + gap + addresses).stripTrailing());
    }
    return 0;
  }

  private static String addresses(List<LinkView> links) {
    return links.stream()
        .flatMap(
            link ->
                link.addresses().stream()
                    .filter(inet -> !inet.address().address().isLoopback())
                    .map(inet -> link.name() + " " + inet.address()))
        .collect(Collectors.joining(", "));
  }
}

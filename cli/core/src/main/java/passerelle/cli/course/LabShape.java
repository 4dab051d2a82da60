package passerelle.cli.course;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.NetnsLabels;
import passerelle.engine.Container;
import passerelle.kernel.LinkView;
import passerelle.kernel.NetnsSnapshot;
import passerelle.kernel.op.RouteSpec;
import passerelle.network.Endpoint;
import passerelle.network.Network;

/**
 * What somebody has made of a lab, without what chance and time bring: no ids, no MAC addresses, no
 * generated device names, nothing of when it was done.
 *
 * @param lines each a fact
 */
record LabShape(List<String> lines) {
  static LabShape of(Lab lab) {
    List<String> lines = new ArrayList<>();
    lab.engine().networks().forEach(network -> lines.add(network(network)));
    lab.engine().containers().forEach(container -> lines.add(container(container)));
    Map<String, String> labels = new TreeMap<>(NetnsLabels.of(lab));
    for (String netns : lab.namespaces()) {
      String label = labels.getOrDefault(netns, netns);
      NetnsSnapshot snapshot = lab.kernel().view().snapshot(netns);
      snapshot.links().forEach(link -> lines.add(label + " " + link(link)));
      snapshot.routes().stream()
          .map(RouteSpec::toString)
          .sorted()
          .forEach(route -> lines.add(label + " " + plain(route)));
      snapshot.rules().lines().forEach(rule -> lines.add(label + " " + plain(rule)));
      snapshot.sysctls().entrySet().stream()
          .filter(setting -> !setting.getKey().endsWith("_count"))
          .forEach(setting -> lines.add(label + " " + plain(setting.toString())));
      snapshot.sockets().forEach(s -> lines.add(label + " " + s.address() + " " + s.port()));
    }
    lines.sort(String::compareTo);
    return new LabShape(List.copyOf(lines));
  }

  private static String network(Network network) {
    return "network "
        + List.of(
            network.name(),
            network.spec().driver(),
            network.subnet().map(Object::toString).orElse(""),
            network.spec().internal());
  }

  private static String container(Container container) {
    List<String> ends = new ArrayList<>();
    container.sandbox().stream()
        .flatMap(sandbox -> sandbox.endpoints().stream())
        .forEach(end -> ends.add(end(end)));
    return "container "
        + List.of(
            container.name(),
            container.spec().image(),
            container.argv(),
            container.spec().networkMode().replaceAll("[0-9a-f]{12,64}", "ID"),
            container.status(),
            container.attachments().keySet(),
            ends);
  }

  private static String end(Endpoint end) {
    return end.network().name()
        + end.address().map(Object::toString).orElse("")
        + end.published()
        + end.dnsNames().stream().filter(name -> !name.matches("[0-9a-f]{12}")).toList();
  }

  private static String link(LinkView link) {
    return plain(
        List.of(
                link.name(),
                link.kind(),
                link.up(),
                link.mtu(),
                link.master().orElse(""),
                link.addresses().stream().map(inet -> inet.address().toString()).toList())
            .toString());
  }

  private static String plain(String text) {
    return text.replaceAll("veth[0-9a-f]{7}", "veth").replaceAll("br-[0-9a-f]{12}", "br-ID");
  }
}

package passerelle.sim.userland.tc;

import java.util.List;
import java.util.Optional;
import passerelle.sim.uapi.ClassInfo;
import passerelle.sim.uapi.Handle;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.uapi.QdiscCounters;
import passerelle.sim.uapi.QdiscInfo;
import passerelle.sim.uapi.QdiscSettings;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.Printer;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/**
 * {@code tc qdisc show} and {@code tc class show} (tc/tc_qdisc.c, tc/tc_class.c). A device that was
 * ever up and has no queueing discipline of its own has noqueue.
 */
final class QdiscList {
  /** The bands of {@code pfifo_fast} by priority. */
  private static final List<Integer> PRIORITIES =
      List.of(1, 2, 2, 2, 1, 2, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1);

  private final KernelView kernel;
  private final TcOptions options;
  private final Printer out;
  private Optional<LinkInfo> device = Optional.empty();
  private boolean onlyRoot;
  private Optional<Handle> handle = Optional.empty();
  private Optional<Handle> parent = Optional.empty();

  private QdiscList(KernelView kernel, TcOptions options) {
    this.kernel = kernel;
    this.options = options;
    out = new Printer(options.json, options.pretty, options.oneLine);
  }

  /** Lists queueing disciplines. */
  static int qdiscs(KernelView kernel, TcOptions options, Words words) throws ToolFailure {
    QdiscList list = new QdiscList(kernel, options);
    while (words.hasNext()) {
      list.take(words.next(), words);
    }
    for (LinkInfo device : kernel.rtnl().links()) {
      if (list.device.isEmpty() || list.device.get().is(device)) {
        list.print(device);
      }
    }
    kernel.out(list.out.finish());
    return 0;
  }

  private void take(String word, Words words) throws ToolFailure {
    switch (word) {
      case "dev" -> device = Optional.of(kernel.device(words.argument()));
      case "root" -> onlyRoot = true;
      case "handle" -> handle = Handle.parse(words.argument());
      case "parent" -> parent = Handle.parse(words.argument());
      case "ingress", "clsact" -> parent = Optional.of(Handle.NONE);
      case "invisible" -> throw ToolFailure.notModelled("tc", "the selector " + word);
      case "help" -> throw new ToolFailure(0, TcTool.text("qdisc"));
      default -> throw new ToolFailure(255, "What is \"" + word + "\"? Try \"tc qdisc help\".\n");
    }
  }

  private boolean wants(Handle name, Handle above) {
    return handle.filter(asked -> !asked.equals(name)).isEmpty()
        && parent.filter(asked -> !asked.equals(above)).isEmpty()
        && (!onlyRoot || above.equals(Handle.ROOT));
  }

  private void print(LinkInfo shown) {
    kernel.qdiscs().qdiscs(shown).stream()
        .filter(qdisc -> wants(qdisc.handle(), qdisc.parent()))
        .forEach(qdisc -> print(shown, qdisc));
  }

  private void print(LinkInfo shown, QdiscInfo qdisc) {
    out.openObject();
    head(shown, qdisc);
    out.openObject("options");
    qdisc.settings().ifPresent(its -> settings(its, qdisc));
    out.closeObject();
    end();
    if (options.statistics) {
      statistics(qdisc.counters());
    }
    out.closeObject();
  }

  private void end() {
    out.newLine();
  }

  private void head(LinkInfo shown, QdiscInfo qdisc) {
    out.any("kind", qdisc.kind(), "qdisc %s ", qdisc.kind());
    out.any("handle", qdisc.handle().toString(), "%s ", qdisc.handle());
    if (device.isEmpty()) {
      out.any("dev", shown.name(), "dev %s ", shown.name());
    }
    parent(qdisc.parent());
    if (qdisc.references() != 1) {
      out.any("refcnt", qdisc.references(), "refcnt %d ", qdisc.references());
    }
  }

  private void parent(Handle name) {
    if (name.equals(Handle.ROOT)) {
      out.any("root", true, "root ");
    } else {
      out.any("parent", name.toString(), "parent %s ", name);
    }
  }

  private void settings(QdiscSettings settings, QdiscInfo qdisc) {
    if (settings instanceof QdiscSettings.Hierarchy hierarchy) {
      HierarchyWords.print(out, hierarchy, qdisc, options.details);
    } else if (settings instanceof QdiscSettings.Netem netem) {
      new NetemPrinter(out).print(netem.line());
    } else if (settings instanceof QdiscSettings.TokenBucket bucket) {
      TokenBucketWords.print(out, bucket, options.details);
    } else if (settings instanceof QdiscSettings.Fifo fifo) {
      String limit = fifo.inOctets() ? TcUnits.size(fifo.limit()) : fifo.limit() + "p";
      out.any("limit", fifo.limit(), "limit %s", limit);
    } else {
      out.json("bands", 3);
      out.json("priomap", PRIORITIES);
      out.json("multiqueue", false);
      out.text("bands 3 priomap");
      PRIORITIES.forEach(band -> out.text(" " + band));
    }
  }

  private void statistics(QdiscCounters counted) {
    out.json("bytes", counted.bytes());
    out.json("packets", counted.packets());
    out.json("drops", counted.drops());
    out.json("overlimits", counted.overlimits());
    out.json("requeues", counted.requeues());
    out.json("backlog", counted.backlog());
    out.json("qlen", counted.length());
    out.text(
        " Sent %d bytes %d pkt (dropped %d, overlimits %d requeues %d) ",
        counted.bytes(),
        counted.packets(),
        counted.drops(),
        counted.overlimits(),
        counted.requeues());
    out.newLine();
    out.text(
        " backlog %s %dp requeues %d",
        TcUnits.size(counted.backlog()), counted.length(), counted.requeues());
    out.newLine();
  }

  /** Lists classes: what has one class names it by number 1. */
  static int classes(KernelView kernel, TcOptions options, Words words) throws ToolFailure {
    Optional<LinkInfo> device = Optional.empty();
    QdiscList list = new QdiscList(kernel, options);
    while (words.hasNext()) {
      String word = words.next();
      switch (word) {
        case "dev" -> device = Optional.of(kernel.device(words.argument()));
        case "classid" ->
            list.handle = Optional.of(ClassCommand.handle(words.argument(), "invalid class ID"));
        case "parent" -> list.parent = Handle.parse(words.argument());
        case "root" -> list.onlyRoot = true;
        default -> throw ToolFailure.notModelled("tc", "the selector " + word);
      }
    }
    List<QdiscInfo> all = device.map(kernel.qdiscs()::qdiscs).orElse(List.of());
    Optional<Integer> major = list.parent.map(Handle::major);
    for (QdiscInfo qdisc : all) {
      if (major.filter(asked -> asked != qdisc.handle().major()).isPresent()) {
        continue;
      }
      if (qdisc.kind().equals("htb")) {
        kernel.qdiscs().classes(device.orElseThrow(), qdisc.handle()).forEach(list::printClass);
      } else {
        list.printClass(all, qdisc);
      }
    }
    kernel.out(list.out.finish());
    return 0;
  }

  private void printClass(ClassInfo one) {
    if (handle.filter(asked -> !asked.equals(one.name())).isPresent()) {
      return;
    }
    out.openObject();
    out.any("class", one.kind(), "class %s ", one.kind());
    out.any("handle", one.name().toString(), "%s ", one.name());
    parent(one.parent());
    one.leaf().ifPresent(leaf -> out.any("leaf", leaf.toString(), "leaf %s ", leaf));
    one.hierarchy().ifPresent(its -> HierarchyWords.printClass(out, its, options.details));
    end();
    if (options.statistics) {
      statistics(one.counters());
      one.hierarchy().ifPresent(its -> HierarchyWords.printStatistics(out, its));
      end();
    }
    out.closeObject();
  }

  private void printClass(List<QdiscInfo> all, QdiscInfo entry) {
    Handle name = new Handle(entry.handle().major(), 1);
    Optional<QdiscInfo> leaf = all.stream().filter(q -> q.parent().equals(name)).findFirst();
    String kind = entry.kind();
    if (handle.filter(asked -> !asked.equals(name)).isPresent()) {
      return;
    }
    if (!entry.classful() || kind.equals("netem") && leaf.isEmpty()) {
      return;
    }
    out.openObject();
    out.any("class", kind, "class %s ", kind);
    out.any("handle", name.toString(), "%s ", name);
    out.any("parent", entry.handle().toString(), "parent %s ", entry.handle());
    if (leaf.isPresent()) {
      out.any("leaf", leaf.get().handle().toString(), "leaf %s ", leaf.get().handle());
    }
    end();
    if (options.statistics) {
      end();
    }
    out.closeObject();
  }
}

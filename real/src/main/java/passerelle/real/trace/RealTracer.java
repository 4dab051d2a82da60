package passerelle.real.trace;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import passerelle.addr.Family;
import passerelle.kernel.CapturedFrame;
import passerelle.kernel.Kernel;
import passerelle.kernel.KernelException;
import passerelle.kernel.NetnsSnapshot;
import passerelle.real.sys.Namespaces;
import passerelle.real.sys.Netns;
import passerelle.trace.HopEvent;
import passerelle.trace.render.Depth;

/**
 * Makes traces on the real kernel. While one is made, all devices of all namespaces are captured
 * and nf_tables tells of every packet; afterwards {@link TraceBuilder} makes the steps of it.
 */
public record RealTracer(Namespaces namespaces, Kernel.Captures captures, Kernel.View view) {
  /** A trace that is being made. */
  public interface Running {
    /** Ends it; the steps of all packets of IPv4 and ARP, in the order of time. */
    List<HopEvent> stop();
  }

  /**
   * Begins a trace.
   *
   * @param depth rules that do not match are told of only with {@link Depth#RULES}
   * @param by what the probe is called as the sender of packets, such as {@code trace}
   * @throws KernelException where the kernel lets nobody listen
   */
  public Running start(Depth depth, String by) throws KernelException {
    Map<String, NetnsSnapshot> before = snapshots();
    Map<String, RuleBook> rules = new LinkedHashMap<>();
    Map<String, NftTrace> listening = new LinkedHashMap<>();
    Map<Netns, Counters> counted = new LinkedHashMap<>();
    for (Netns netns : namespaces.all()) {
      if (before.containsKey(netns.name())) {
        RuleBook book = RuleBook.of(before.get(netns.name()).rules(), RuleHandles.read(netns));
        rules.put(netns.name(), book);
        if (book.isForeign()) {
          counted.put(netns, counters(netns));
        }
        listen(netns, listening);
      }
    }
    List<CapturedFrame> frames = Collections.synchronizedList(new ArrayList<>());
    Kernel.Capture capture = captures.open(device -> true, frames::add);
    return () -> {
      capture.close();
      Map<String, List<TraceMessage>> messages = new LinkedHashMap<>();
      listening.forEach((netns, nft) -> messages.put(netns, nft.end()));
      Map<String, Counters> counters = since(counted);
      Observations observed =
          new Observations(by, List.copyOf(frames), messages, rules, counters, before, snapshots());
      return TraceBuilder.build(observed, depth == Depth.RULES);
    };
  }

  private Map<String, NetnsSnapshot> snapshots() {
    Map<String, NetnsSnapshot> all = new LinkedHashMap<>();
    for (Netns netns : namespaces.all()) {
      all.put(netns.name(), view.snapshot(netns.name()));
    }
    return all;
  }

  private Counters counters(Netns netns) {
    return Counters.of(view.rules(netns.name(), Family.IPV4));
  }

  private Map<String, Counters> since(Map<Netns, Counters> earlier) {
    Map<String, Counters> since = new LinkedHashMap<>();
    earlier.forEach((netns, then) -> since.put(netns.name(), counters(netns).since(then)));
    return since;
  }

  /** Where nf_tables does not tell, the frames must do. */
  private void listen(Netns netns, Map<String, NftTrace> listening) {
    try {
      listening.put(netns.name(), NftTrace.start(netns));
    } catch (KernelException | IOException noNftables) {
      listening.remove(netns.name());
    }
  }
}

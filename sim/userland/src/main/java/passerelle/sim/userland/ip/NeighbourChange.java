package passerelle.sim.userland.ip;

import java.util.List;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.addr.MacAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.sim.netlink.NeighbourNetlink;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.uapi.NeighbourInfo;
import passerelle.sim.uapi.NeighbourState;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/** {@code ip neigh add|change|replace|del} (ip/ipneigh.c:ipneigh_modify). */
final class NeighbourChange {

  /** What is asked for. */
  enum Mode {
    ADD,
    CHANGE,
    REPLACE,
    DELETE
  }

  private Optional<String> device = Optional.empty();
  private Optional<IpAddress> address = Optional.empty();
  private Optional<IpAddress> proxied = Optional.empty();
  private Optional<List<String>> octets = Optional.empty();
  private NeighbourState state = NeighbourState.PERMANENT;

  /** Of an Ethernet address. */
  private static final int OCTETS = 6;

  private NeighbourChange() {}

  static int run(KernelView kernel, IpOptions options, Words words, Mode mode)
      throws ToolFailure, KernelException {
    NeighbourChange change = new NeighbourChange();
    while (words.hasNext()) {
      change.take(words.next(), words, options);
    }
    if (change.proxied.isPresent()) {
      return change.proxy(kernel, mode);
    }
    if (change.device.isEmpty() || change.address.isEmpty()) {
      throw new ToolFailure(255, "Device and destination are required arguments.\n");
    }
    LinkInfo found = kernel.device(change.device.get());
    kernel.requireAdmin();
    change.apply(kernel.neighbours(), found, mode);
    return 0;
  }

  private int proxy(KernelView kernel, Mode mode) throws ToolFailure, KernelException {
    Optional<LinkInfo> found = Optional.empty();
    if (device.isPresent()) {
      found = Optional.of(kernel.device(device.get()));
    }
    kernel.requireAdmin();
    kernel.neighbours().proxy(proxied.orElseThrow(), found, mode != Mode.DELETE);
    return 0;
  }

  private void take(String word, Words words, IpOptions options) throws ToolFailure {
    if (word.equals("lladdr")) {
      octets = Optional.of(LinkWords.octets(words.argument()));
    } else if (word.equals("nud")) {
      String name = words.argument();
      state =
          NeighbourStates.parse(name)
              .orElseThrow(() -> ToolFailure.notModelled("ip", "the neighbour state " + name));
    } else if (word.equals("dev")) {
      device = Optional.of(words.argument());
    } else if (word.equals("proxy")) {
      proxied = Optional.of(Prefixes.address(words.argument(), options));
    } else if (word.matches("router|managed|extern_learn|use|protocol")) {
      throw ToolFailure.notModelled("ip", "the neighbour option " + word);
    } else {
      String text = word.equals("to") ? words.argument() : word;
      if (Words.matches(text, "help")) {
        throw Usage.of("neigh");
      }
      if (address.isPresent()) {
        throw Words.garbage("to", text);
      }
      address = Optional.of(Prefixes.address(text, options));
    }
  }

  private void apply(NeighbourNetlink table, LinkInfo found, Mode mode) throws KernelException {
    if (octets.filter(given -> given.size() < OCTETS).isPresent()) {
      throw new KernelException(Errno.EINVAL, "Invalid link address");
    }
    Optional<NeighbourInfo> entry = table.find(found, address.orElseThrow());
    if (mode == Mode.DELETE) {
      table.delete(entry.orElseThrow(() -> new KernelException(Errno.ENOENT)));
      return;
    }
    if (entry.isPresent() && mode == Mode.ADD) {
      throw new KernelException(Errno.EEXIST);
    }
    if (entry.isEmpty() && mode == Mode.CHANGE) {
      throw new KernelException(Errno.ENOENT);
    }
    Optional<MacAddress> known = entry.filter(e -> e.state().isValid()).map(NeighbourInfo::mac);
    Optional<MacAddress> mac =
        octets
            .map(given -> String.join(":", given.subList(0, OCTETS)))
            .flatMap(MacAddress::parse)
            .or(() -> known);
    if (mac.isEmpty() && state.isValid()) {
      throw new KernelException(Errno.EINVAL, "No link layer address given");
    }
    table.set(found, address.orElseThrow(), mac.orElse(MacAddress.ZERO), state);
  }
}

package passerelle.sim.userland.ip;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import passerelle.addr.IpAddress;
import passerelle.addr.IpInterfaceAddress;
import passerelle.addr.IpPrefix;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.op.RouteSpec;
import passerelle.sim.uapi.IfAddress;
import passerelle.sim.uapi.Lifetime;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/** {@code ip address add|change|replace|del} (ip/ipaddress.c:ipaddr_modify). */
final class AddressChange {

  /** What to do when the address is there already. */
  enum Mode {
    ADD,
    CHANGE,
    REPLACE
  }

  private final KernelView kernel;
  private final IpOptions options;
  private Optional<String> device = Optional.empty();
  private Optional<Prefixes.Written> local = Optional.empty();
  private Optional<String> localText = Optional.empty();
  private Optional<Prefixes.Written> peer = Optional.empty();
  private Optional<String> broadcast = Optional.empty();
  private Optional<String> label = Optional.empty();
  private boolean unrouted;
  private Optional<RouteSpec.Scope> scope = Optional.empty();
  private OptionalLong valid = OptionalLong.empty();
  private OptionalLong preferred = OptionalLong.empty();

  private AddressChange(KernelView kernel, IpOptions options) {
    this.kernel = kernel;
    this.options = options;
  }

  static int add(KernelView kernel, IpOptions options, Words words, Mode mode)
      throws ToolFailure, KernelException {
    AddressChange change = new AddressChange(kernel, options);
    LinkInfo device = change.parse(words);
    IpInterfaceAddress address = change.address();
    kernel.requireAdmin();
    change.add(device, address, mode);
    return 0;
  }

  private void add(LinkInfo device, IpInterfaceAddress address, Mode mode)
      throws KernelException, ToolFailure {
    List<IfAddress> present = kernel.rtnl().addresses(device);
    kernel.process().spend(present.size() / 4);
    Lifetime lifetime = new Lifetime(kernel.now(), valid, preferred);
    RouteSpec.Scope usual =
        address.address().isLoopback() ? RouteSpec.Scope.HOST : RouteSpec.Scope.GLOBAL;
    IfAddress asked =
        new IfAddress(
            address,
            peer.map(p -> p.address().address()).filter(p -> !p.equals(address.address())),
            broadcastOf(address),
            scope.orElse(usual),
            false,
            label.filter(l -> !l.equals(device.name())),
            lifetime,
            "",
            unrouted);
    Optional<IfAddress> known =
        present.stream()
            .filter(a -> a.address().equals(address) && a.sharesNetwork(asked))
            .findFirst();
    if (mode != Mode.ADD && known.isPresent()) {
      kernel.rtnl().prolong(device, known.get(), lifetime);
    } else {
      kernel.rtnl().addAddress(device, asked);
    }
  }

  private Optional<IpAddress> broadcastOf(IpInterfaceAddress address) throws ToolFailure {
    if (broadcast.isEmpty()) {
      return Optional.empty();
    }
    String text = broadcast.get();
    if (!text.equals("+") && !text.equals("-")) {
      return Optional.of(Prefixes.address(text, options));
    }
    IpPrefix prefix = peer.map(Prefixes.Written::address).orElse(address).prefix();
    return prefix.broadcast().map(all -> text.equals("+") ? all : prefix.network());
  }

  static int delete(KernelView kernel, IpOptions options, Words words)
      throws ToolFailure, KernelException {
    AddressChange change = new AddressChange(kernel, options);
    LinkInfo device = change.parse(words);
    Prefixes.Written written = change.local.orElseThrow();
    boolean any = !written.hasLength() && change.peer.isEmpty();
    if (any) {
      kernel.err(wildcardWarning(change.localText.orElseThrow()));
    }
    kernel.requireAdmin();
    Optional<IfAddress> first = change.first(device).filter(own -> any);
    if (first.isPresent()) {
      kernel.rtnl().deleteAddress(device, first.get());
    } else {
      IpAddress end = change.peer.orElse(written).address().address();
      kernel.rtnl().deleteAddress(device, change.address(), end);
    }
    return 0;
  }

  /** The address of the prefix length that was told last: the peer's, where there is one. */
  private IpInterfaceAddress address() {
    IpInterfaceAddress own = local.orElseThrow().address();
    return peer.map(p -> new IpInterfaceAddress(own.address(), p.address().length())).orElse(own);
  }

  /** The first of a device that begins like this, of whatever length. */
  private Optional<IfAddress> first(LinkInfo device) {
    IpAddress own = local.orElseThrow().address().address();
    return kernel.rtnl().addresses(device).stream().filter(a -> a.local().equals(own)).findFirst();
  }

  private static String wildcardWarning(String address) {
    return "Warning: Executing wildcard deletion to stay compatible with old scripts.\n"
        + "         Explicitly specify the prefix length ("
        + address
        + "/32) to avoid this warning.\n"
        + "         This special behaviour is likely to disappear in further releases,\n"
        + "         fix your scripts!\n";
  }

  /** Reads the command line; the device is there and so is the address. */
  private LinkInfo parse(Words words) throws ToolFailure {
    while (words.hasNext()) {
      take(words.next(), words);
    }
    checkLifetimes();
    if (device.isEmpty()) {
      throw new ToolFailure(1, "Not enough information: \"dev\" argument is required.\n");
    }
    LinkInfo found = kernel.device(device.get());
    if (local.isEmpty()) {
      Errno errno = kernel.mayAdminister() ? Errno.EOPNOTSUPP : Errno.EPERM;
      throw ToolFailure.netlink(new KernelException(errno));
    }
    return found;
  }

  private void take(String word, Words words) throws ToolFailure {
    if (word.equals("peer") || word.equals("remote")) {
      takePeer(words.argument());
    } else if (Words.matches(word, "broadcast") || word.equals("brd")) {
      if (broadcast.isPresent()) {
        throw Words.duplicate("broadcast", words.argument());
      }
      broadcast = Optional.of(words.argument());
      if (!broadcast.get().matches("[+-]")) {
        Prefixes.address(broadcast.get(), options);
      }
    } else if (word.equals("scope")) {
      scope = Optional.of(RouteNames.scope(words.argument(), "invalid scope value."));
    } else if (word.equals("dev")) {
      device = Optional.of(words.argument());
    } else if (word.equals("label")) {
      label = Optional.of(words.argument());
    } else if (Words.matches(word, "valid_lft")) {
      valid = lifetime("valid_lft", words.argument());
    } else if (Words.matches(word, "preferred_lft")) {
      preferred = lifetime("preferred_lft", words.argument());
    } else if (Words.matches(word, "noprefixroute")) {
      unrouted = true;
    } else if (Words.matches(word, "metric", "priority", "preference")
        || Words.matches(word, "anycast")
        || Words.matches(word, "home", "mngtmpaddr", "nodad", "autojoin")
        || word.equals("proto")) {
      throw ToolFailure.notModelled("ip", "the address option " + word);
    } else {
      takeLocal(word.equals("local") ? words.argument() : word);
    }
  }

  /** Seconds; empty for ever. */
  private static OptionalLong lifetime(String name, String text) throws ToolFailure {
    return text.equals("forever")
        ? OptionalLong.empty()
        : OptionalLong.of(Words.number(text, 0xffff_ffffL, name + " value"));
  }

  private void checkLifetimes() throws ToolFailure {
    if (valid.orElse(1) == 0) {
      throw new ToolFailure(1, "valid_lft is zero\n");
    }
    if (valid.isPresent() && preferred.orElse(Long.MAX_VALUE) > valid.getAsLong()) {
      throw new ToolFailure(1, "preferred_lft is greater than valid_lft\n");
    }
  }

  /** Of the same family as the address, if that came first. */
  private void takePeer(String text) throws ToolFailure {
    if (peer.isPresent()) {
      throw Words.duplicate("peer", text);
    }
    try {
      peer = Optional.of(Prefixes.prefix(text, options));
    } catch (ToolFailure other) {
      throw local.isEmpty()
          ? other
          : new ToolFailure(1, "Error: inet prefix is expected rather than \"" + text + "\".\n");
    }
  }

  private void takeLocal(String text) throws ToolFailure {
    if (Words.matches(text, "help")) {
      throw Usage.of("address");
    }
    if (local.isPresent()) {
      throw Words.garbage("local", text);
    }
    local = Optional.of(Prefixes.prefix(text, options));
    localText = Optional.of(text);
  }
}

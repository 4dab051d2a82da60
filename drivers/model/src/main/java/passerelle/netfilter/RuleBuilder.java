package passerelle.netfilter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import passerelle.addr.Family;

/** The rule that a command line has described so far (iptables/xshared.c, do_parse). */
final class RuleBuilder {
  private static final int MAX_INTERFACE = 15;
  private static final int MAX_TARGET = 28;

  private final Family family;
  private final NameService names;
  private Optional<String> sources = Optional.empty();
  private Optional<String> destinations = Optional.empty();
  private boolean sourceNegated;
  private boolean destinationNegated;
  private Optional<InterfaceMatch> in = Optional.empty();
  private Optional<InterfaceMatch> out = Optional.empty();
  private Optional<ProtocolMatch> protocol = Optional.empty();
  private boolean protocolGiven;
  private Optional<FragmentMatch> fragment = Optional.empty();
  private final List<LoadedExtension<Match>> loaded = new ArrayList<>();
  private Optional<LoadedExtension<Target>> target = Optional.empty();
  private Optional<Target> plainTarget = Optional.empty();
  private boolean protocolLoaded;
  private final List<Match> common = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  RuleBuilder(Family family, NameService names) {
    this.family = family;
    this.names = names;
  }

  List<String> warnings() {
    return warnings;
  }

  void address(AddressMatch.Side side, String text, boolean negated) throws IptablesException {
    boolean source = side == AddressMatch.Side.SOURCE;
    once(
        source ? sources.isPresent() : destinations.isPresent(), source ? "source" : "destination");
    if (source) {
      sources = Optional.of(text);
      sourceNegated = negated;
    } else {
      destinations = Optional.of(text);
      destinationNegated = negated;
    }
  }

  void device(InterfaceMatch.Side side, String name, boolean negated) throws IptablesException {
    boolean isIn = side == InterfaceMatch.Side.IN;
    once(isIn ? in.isPresent() : out.isPresent(), isIn ? "in-interface" : "out-interface");
    if (name.isEmpty()) {
      throw IptablesException.parameter("Empty interface is likely to be undesired");
    }
    if (name.length() > MAX_INTERFACE) {
      throw IptablesException.parameter(
          "interface name `" + name + "' must be shorter than 16 characters");
    }
    if (name.indexOf('/') >= 0 || name.indexOf(' ') >= 0) {
      warnings.add(
          "Warning: weird character in interface `"
              + name
              + "' ('/' and ' ' are not allowed by the kernel).");
    }
    Optional<InterfaceMatch> match = Optional.of(new InterfaceMatch(side, name, negated));
    if (isIn) {
      in = match;
    } else {
      out = match;
    }
  }

  void protocol(String word, boolean negated) throws IptablesException {
    once(protocolGiven, "protocol");
    protocolGiven = true;
    OptionalInt number = Protocols.parse(word);
    if (number.isEmpty()) {
      throw IptablesException.parameter(
          "unknown protocol \"" + word.toLowerCase(Locale.ROOT) + "\" specified");
    }
    if (number.getAsInt() == 0) {
      if (negated) {
        throw IptablesException.parameter("rule would never match protocol");
      }
      return;
    }
    protocol = Optional.of(new ProtocolMatch(number.getAsInt(), negated));
  }

  void fragment(boolean negated) throws IptablesException {
    if (family == Family.IPV6) {
      throw IptablesException.parameter("`-f' is not supported in IPv6, use -m frag instead");
    }
    once(fragment.isPresent(), "fragments");
    fragment = Optional.of(new FragmentMatch(negated));
  }

  void match(String name) throws IptablesException {
    loaded.add(new LoadedExtension<>(Extensions.match(name, family), family, names));
  }

  void jump(String word, boolean isGoto) throws IptablesException {
    once(target.isPresent() || plainTarget.isPresent(), "jump");
    if (word.isEmpty()) {
      throw IptablesException.parameter("Invalid target name (too short)");
    }
    if (word.length() > MAX_TARGET) {
      throw IptablesException.parameter("Invalid target name `" + word + "' (28 chars max)");
    }
    if (isGoto) {
      plainTarget = Optional.of(new JumpTarget(word, true));
      return;
    }
    if (word.equals("ACCEPT") || word.equals("DROP") || word.equals("RETURN")) {
      plainTarget = Optional.of(BuiltinTarget.valueOf(word));
      return;
    }
    var extension = Extensions.target(word, family);
    if (extension.isPresent()) {
      target = Optional.of(new LoadedExtension<>(extension.get(), family, names));
    } else {
      plainTarget = Optional.of(new JumpTarget(word, false));
    }
  }

  private static void once(boolean given, String word) throws IptablesException {
    if (given) {
      throw IptablesException.parameter("multiple --" + word + " options not allowed");
    }
  }

  /** Loads the match that the protocol's name stands for, once. */
  boolean loadProtocolMatch() {
    if (protocol.isEmpty() || protocolLoaded) {
      return false;
    }
    protocolLoaded = true;
    var extension = Extensions.ofProtocol(protocol.get().protocol(), family);
    extension.ifPresent(e -> loaded.add(new LoadedExtension<>(e, family, names)));
    return extension.isPresent();
  }

  /** All loaded extensions, the youngest first: it gets an option that several have. */
  List<LoadedExtension<?>> youngestFirst() {
    List<LoadedExtension<?>> all = new ArrayList<>();
    target.ifPresent(all::add);
    for (int i = loaded.size() - 1; i >= 0; i--) {
      all.add(loaded.get(i));
    }
    return all;
  }

  /** Refuses {@code -i} and {@code -o} in chains where the packet has no such device. */
  void checkDevices(String chain) throws IptablesException {
    if (out.isPresent() && (chain.equals("PREROUTING") || chain.equals("INPUT"))) {
      throw IptablesException.parameter("Can't use --out-interface with " + chain);
    }
    if (in.isPresent() && (chain.equals("POSTROUTING") || chain.equals("OUTPUT"))) {
      throw IptablesException.parameter("Can't use --in-interface with " + chain);
    }
  }

  /** The verdict is DROP. */
  boolean drops() {
    return plainTarget.filter(t -> t == BuiltinTarget.DROP).isPresent();
  }

  /** Takes an option of an extension in use. */
  void option(LoadedExtension<?> extension, Option option, List<String> words, boolean negated)
      throws IptablesException {
    extension.put(option, words, negated, protocol);
  }

  /** Lets the extensions look at all of their options; what is missing shows here. */
  void finish() throws IptablesException {
    in.filter(RuleBuilder::tests).ifPresent(common::add);
    out.filter(RuleBuilder::tests).ifPresent(common::add);
    protocol.ifPresent(common::add);
    fragment.ifPresent(common::add);
    for (LoadedExtension<Match> extension : loaded) {
      addOrMerge(common, extension.build(protocol));
      warnings.addAll(extension.warnings());
    }
    if (target.isPresent()) {
      plainTarget = Optional.of(target.get().build(protocol));
    }
  }

  /** The rules, once it is finished. */
  List<Rule> build() throws IptablesException {
    Target does = plainTarget.orElse(BuiltinTarget.NONE);
    List<AddressMask> from = networks(sources);
    List<AddressMask> to = networks(destinations);
    if (from.size() > 1 && sourceNegated || to.size() > 1 && destinationNegated) {
      throw IptablesException.parameter(
          "! not allowed with multiple source or destination IP addresses");
    }
    List<Rule> rules = new ArrayList<>();
    for (AddressMask source : from) {
      for (AddressMask destination : to) {
        List<Match> matches = new ArrayList<>(common);
        add(matches, AddressMatch.Side.SOURCE, source, sourceNegated);
        add(matches, AddressMatch.Side.DESTINATION, destination, destinationNegated);
        rules.add(new Rule(matches, does));
      }
    }
    return rules;
  }

  /** The kernel does not keep apart what two loads of {@code -m tcp} say. */
  private static void addOrMerge(List<Match> matches, Match match) {
    if (match instanceof PortsMatch ports) {
      for (int i = 0; i < matches.size(); i++) {
        if (matches.get(i) instanceof PortsMatch before && before.merge(ports).isPresent()) {
          matches.set(i, before.merge(ports).get());
          return;
        }
      }
    }
    matches.add(match);
  }

  private static boolean tests(InterfaceMatch match) {
    return match.negated() || !match.name().equals("+");
  }

  private List<AddressMask> networks(Optional<String> text) throws IptablesException {
    return text.isEmpty()
        ? List.of(AddressMask.any(family))
        : Addresses.parse(text.get(), family, names);
  }

  private static void add(
      List<Match> matches, AddressMatch.Side side, AddressMask network, boolean negated) {
    if (!network.isAny() || negated) {
      matches.add(new AddressMatch(side, network, negated));
    }
  }
}

package passerelle.sim.userland.nft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import passerelle.addr.Family;
import passerelle.netfilter.Hook;
import passerelle.netfilter.IptablesException;
import passerelle.netfilter.JumpTarget;
import passerelle.netfilter.NatTarget;
import passerelle.netfilter.Table;
import passerelle.sim.netlink.Nfnetlink;
import passerelle.sim.uapi.NftBase;
import passerelle.sim.uapi.NftFamily;
import passerelle.sim.uapi.NftInterval;
import passerelle.sim.uapi.NftRule;
import passerelle.sim.uapi.NftTableInfo;
import passerelle.sim.uapi.Nftables;
import passerelle.sim.uapi.TableInfo;
import passerelle.sim.userland.nft.NftCommand.Element;
import passerelle.sim.userland.nft.NftCommand.Place;
import passerelle.sim.userland.nft.NftCommand.Verb;
import passerelle.sim.userland.tool.ToolFailure;

/**
 * Does what nft was told: all of it, or nothing (src/libnftables.c, one batch; what the kernel
 * refuses is told at the word that is to blame).
 */
final class NftChanges {
  private static final String REFUSED = "Could not process rule: ";
  private static final String NONE = REFUSED + "No such file or directory";
  private static final String ELSE = "No such file or directory; did you mean ";
  private static final String BUSY = REFUSED + "Device or resource busy";

  private final Nfnetlink netlink;
  private final Nftables kernel;
  private final NftSource source;

  NftChanges(Nfnetlink netlink, NftSource source) {
    this.netlink = netlink;
    kernel = netlink.nftables();
    this.source = source;
  }

  /**
   * Does all commands.
   *
   * @param check says whether they could be done, and leaves everything as it is
   */
  void run(List<NftCommand> commands, boolean check) throws NftFault, ToolFailure {
    List<Runnable> undo = new ArrayList<>(List.of(kernel.checkpoint()));
    for (TableInfo table : netlink.tables()) {
      undo.add(netlink.rules(table.family()).checkpoint(table.table()));
    }
    boolean done = false;
    try {
      for (NftCommand command : commands) {
        run(command);
      }
      done = !check;
    } finally {
      if (!done) {
        undo.forEach(Runnable::run);
      }
    }
  }

  private void run(NftCommand command) throws NftFault, ToolFailure {
    if (command instanceof NftCommand.Ruleset all) {
      flushRuleset(all.family());
    } else if (command instanceof NftCommand.OfTable table) {
      table(table.verb(), table.place());
    } else if (command instanceof NftCommand.OfChain chain) {
      chain(chain);
    } else if (command instanceof NftCommand.OfRule rule) {
      rule(rule);
    } else if (command instanceof NftCommand.OfSet set) {
      set(set);
    } else if (command instanceof NftCommand.OfElements elements) {
      elements(elements);
    }
  }

  private Optional<NftTableInfo> own(Place place) {
    return kernel.tables().stream()
        .filter(t -> t.family() == place.family() && t.name().equals(place.name()))
        .findFirst();
  }

  /** The table of iptables that has this name. */
  private Optional<TableInfo> iptables(Place place) {
    return netlink.tables().stream()
        .filter(
            t ->
                NftTool.familyName(t).equals(place.family().label())
                    && t.table().label().equals(place.name()))
        .findFirst();
  }

  private void requireTable(Place place, String message) throws NftFault {
    if (own(place).isEmpty() && iptables(place).isEmpty()) {
      throw source.fault(orTable(message, place), place.table());
    }
  }

  /** What is said of a table that is not there: which other may be meant. */
  private String orTable(String message, Place place) {
    return NftGuess.table(NftListing.all(netlink, NftStyle.PLAIN), place.name())
        .map(t -> ELSE + "table '" + t.name() + "' in family " + t.family() + "?")
        .orElse(message);
  }

  private String orChain(String message, NftToken chain) {
    return NftGuess.chain(NftListing.all(netlink, NftStyle.PLAIN), chain.text())
        .map(found -> ELSE + found + "?")
        .orElse(message);
  }

  private Optional<NftTableInfo.Chain> ownChain(Place place, NftToken chain) {
    return own(place).flatMap(table -> table.chain(chain.text()));
  }

  private boolean isIptables(Place place, NftToken chain) {
    return iptables(place).flatMap(table -> table.chain(chain.text())).isPresent();
  }

  private NftTableInfo.Chain requireChain(Place place, NftToken chain) throws NftFault {
    requireTable(place, NONE);
    return ownChain(place, chain).orElseThrow(() -> source.fault(orChain(NONE, chain), chain));
  }

  private void flushRuleset(Optional<NftFamily> only) {
    for (NftTableInfo table : kernel.tables()) {
      if (only.isEmpty() || only.get() == table.family()) {
        kernel.deleteTable(table.family(), table.name());
      }
    }
    for (TableInfo table : netlink.tables()) {
      if (only.isEmpty() || only.get().label().equals(NftTool.familyName(table))) {
        netlink.rules(table.family()).clear(table.table());
      }
    }
  }

  private void table(Verb verb, Place place) throws NftFault {
    boolean there = own(place).isPresent() || iptables(place).isPresent();
    switch (verb) {
      case ADD, CREATE -> {
        if (there && verb == Verb.CREATE) {
          throw source.fault(REFUSED + "File exists", place.table());
        }
        if (!there) {
          kernel.addTable(place.family(), place.name(), OptionalLong.empty());
        }
      }
      case DELETE, DESTROY -> {
        if (!there && verb == Verb.DELETE) {
          throw source.fault(orTable(NONE, place), place.table());
        }
        if (own(place).isPresent()) {
          kernel.deleteTable(place.family(), place.name());
        }
        iptables(place).ifPresent(t -> netlink.rules(t.family()).clear(t.table()));
      }
      default -> {
        requireTable(place, NONE);
        own(place)
            .ifPresent(t -> t.chains().forEach(c -> kernel.flush(t.family(), t.name(), c.name())));
        Optional<TableInfo> its = iptables(place);
        if (its.isPresent()) {
          iptables(
              () -> netlink.rules(its.get().family()).flush(its.get().table(), Optional.empty()));
        }
      }
    }
  }

  private void chain(NftCommand.OfChain command) throws NftFault, ToolFailure {
    Place place = command.place();
    NftToken chain = command.chain();
    if (isIptables(place, chain)) {
      iptablesChain(command);
      return;
    }
    String table = place.name();
    switch (command.verb()) {
      case ADD, CREATE -> addChain(command);
      case RENAME -> {
        requireChain(place, chain);
        kernel.renameChain(
            place.family(), table, chain.text(), command.name().orElseThrow().text());
      }
      case FLUSH -> kernel.flush(place.family(), table, requireChain(place, chain).name());
      default -> {
        if (command.verb() == Verb.DESTROY && ownChain(place, chain).isEmpty()) {
          return;
        }
        NftTableInfo.Chain found = requireChain(place, chain);
        if (found.references() > 0) {
          throw source.fault(BUSY, chain);
        }
        kernel.deleteChain(place.family(), table, chain.text());
      }
    }
  }

  private void addChain(NftCommand.OfChain command) throws NftFault {
    Place place = command.place();
    NftToken chain = command.chain();
    requireTable(place, "No such file or directory");
    Optional<NftTableInfo.Chain> found = ownChain(place, chain);
    if (found.isPresent()) {
      if (command.verb() == Verb.CREATE) {
        throw source.fault(REFUSED + "File exists", chain);
      }
      if (command.policy().isPresent()) {
        kernel.setPolicy(place.family(), place.name(), chain.text(), command.policy().get());
      }
      return;
    }
    if (own(place).isEmpty()) {
      OptionalLong handle = OptionalLong.of(iptables(place).orElseThrow().handle());
      kernel.addTable(place.family(), place.name(), handle);
    }
    Optional<NftBase> base =
        command.base().map(b -> b.withPolicy(command.policy().orElse(b.accepts())));
    if (base.isEmpty() && command.policy().isPresent()) {
      throw source.fault(REFUSED + "Operation not supported", chain);
    }
    kernel.addChain(place.family(), place.name(), chain.text(), base);
  }

  private void iptablesChain(NftCommand.OfChain command) throws NftFault, ToolFailure {
    TableInfo table = iptables(command.place()).orElseThrow();
    String chain = command.chain().text();
    switch (command.verb()) {
      case ADD -> {
        if (command.policy().isPresent()) {
          String policy = command.policy().get() ? "ACCEPT" : "DROP";
          iptables(() -> netlink.rules(table.family()).setPolicy(table.table(), chain, policy));
        }
      }
      case FLUSH ->
          iptables(() -> netlink.rules(table.family()).flush(table.table(), Optional.of(chain)));
      case DELETE, DESTROY -> {
        if (table.chain(chain).orElseThrow().references() > 0) {
          throw source.fault(BUSY, command.chain());
        }
        iptables(() -> netlink.rules(table.family()).flush(table.table(), Optional.of(chain)));
        iptables(
            () -> netlink.rules(table.family()).deleteChain(table.table(), Optional.of(chain)));
      }
      default -> throw ToolFailure.notModelled("nft", "that with a chain of iptables");
    }
  }

  /** A change in iptables' tables. */
  private interface Change {
    void run() throws IptablesException;
  }

  private void iptables(Change change) throws NftFault {
    try {
      change.run();
    } catch (IptablesException refused) {
      throw new NftFault("Error: " + REFUSED + refused.getMessage() + "\n");
    }
  }

  private void rule(NftCommand.OfRule command) throws NftFault, ToolFailure {
    Place place = command.place();
    if (isIptables(place, command.chain())) {
      iptablesRule(command);
      return;
    }
    NftTableInfo.Chain chain = requireChain(place, command.chain());
    String table = place.name();
    int at = position(command, chain.rules().stream().map(NftTableInfo.Entry::handle).toList());
    boolean removes = command.verb() == Verb.DELETE || command.verb() == Verb.DESTROY;
    if (removes || command.verb() == Verb.REPLACE) {
      kernel.delete(place.family(), table, chain.name(), at);
    }
    if (removes) {
      return;
    }
    NftRule rule = command.rule().orElseThrow();
    check(command, rule, chain);
    if (!kernel.insert(place.family(), table, chain.name(), at, rule)) {
      throw source.fault(REFUSED + "Too many links", command.first(), command.last());
    }
  }

  /** Where the rule is that is meant, or will be. */
  private int position(NftCommand.OfRule command, List<Long> handles) throws NftFault {
    boolean before = command.verb() == Verb.INSERT;
    if (command.index().isPresent()) {
      int index = command.index().getAsInt();
      if (index >= handles.size()) {
        throw source.fault(NONE, command.first(), command.last());
      }
      return before ? index : index + 1;
    }
    if (command.handle().isEmpty()) {
      return before ? 0 : handles.size();
    }
    NftToken word = command.handle().get();
    int at = handles.indexOf(Long.decode(word.text()));
    boolean beside = before || command.verb() == Verb.ADD;
    if (at < 0) {
      throw beside ? source.fault(NONE, command.first(), command.last()) : source.fault(NONE, word);
    }
    return command.verb() == Verb.ADD ? at + 1 : at;
  }

  /** What a rule needs to be there, and where it may not be. */
  private void check(NftCommand.OfRule command, NftRule rule, NftTableInfo.Chain chain)
      throws NftFault {
    NftTableInfo table = own(command.place()).orElseThrow();
    for (NftToken word : command.targets()) {
      boolean set = word.text().startsWith("@");
      if (set && table.set(word.text().substring(1)).isEmpty()) {
        throw source.fault("No such file or directory", word);
      }
      boolean jump =
          rule.targets().anyMatch(t -> t instanceof JumpTarget j && j.chain().equals(word.text()));
      if (jump && table.chain(word.text()).isEmpty()) {
        throw source.fault(NONE, word);
      }
      if (jump && table.chain(word.text()).get().base().isPresent()) {
        throw source.fault(REFUSED + "Operation not supported", word);
      }
    }
    Optional<NatTarget> nat =
        rule.targets().filter(NatTarget.class::isInstance).map(NatTarget.class::cast).findFirst();
    if (nat.isPresent() && chain.base().isPresent() && !fits(nat.get(), chain.base().get())) {
      throw source.fault(REFUSED + "Operation not supported", command.first(), command.last());
    }
  }

  /** {@code nft_nat_validate}, {@code nft_masq_validate}. */
  private static boolean fits(NatTarget target, NftBase base) {
    boolean right =
        switch (target.kind()) {
          case MASQUERADE -> base.hook() == Hook.POSTROUTING;
          case SNAT -> base.hook() == Hook.POSTROUTING || base.hook() == Hook.INPUT;
          case DNAT, REDIRECT -> base.hook() == Hook.PREROUTING || base.hook() == Hook.OUTPUT;
        };
    return right && base.translates();
  }

  /** A rule in a chain of iptables, as a rule of iptables where it is one. */
  private void iptablesRule(NftCommand.OfRule command) throws NftFault, ToolFailure {
    TableInfo info = iptables(command.place()).orElseThrow();
    Table table = info.table();
    Family family = info.family();
    String chain = command.chain().text();
    List<Long> handles =
        info.chain(chain).orElseThrow().rules().stream().map(r -> r.handle()).toList();
    int at = position(command, handles);
    if (command.verb() == Verb.DELETE || command.verb() == Verb.DESTROY) {
      iptables(() -> netlink.rules(family).delete(table, chain, at + 1));
      return;
    }
    var rule = NftToIptables.rule(family, command.rule().orElseThrow());
    if (rule.isEmpty() || command.verb() == Verb.REPLACE) {
      throw ToolFailure.notModelled("nft", "such a rule in a chain of iptables");
    }
    iptables(() -> netlink.rules(family).insert(table, chain, at + 1, rule.get()));
  }

  private void set(NftCommand.OfSet command) throws NftFault {
    Place place = command.place();
    requireTable(place, NONE);
    String name = command.set().text();
    boolean there = own(place).flatMap(t -> t.set(name)).isPresent();
    if (command.verb() == Verb.DELETE || command.verb() == Verb.DESTROY) {
      if (!there) {
        if (command.verb() == Verb.DELETE) {
          throw source.fault(NONE, command.set());
        }
        return;
      }
      if (isUsed(own(place).orElseThrow(), name)) {
        throw source.fault(BUSY, command.set());
      }
      kernel.deleteSet(place.family(), place.name(), name);
      return;
    }
    if (there && command.verb() == Verb.CREATE) {
      throw source.fault(REFUSED + "File exists", command.set());
    }
    if (own(place).isEmpty()) {
      OptionalLong handle = OptionalLong.of(iptables(place).orElseThrow().handle());
      kernel.addTable(place.family(), place.name(), handle);
    }
    if (!there) {
      kernel.addSet(place.family(), place.name(), name, command.type(), command.flags());
    }
    addElements(place, command.set(), command.elements());
  }

  private static boolean isUsed(NftTableInfo table, String set) {
    return table.chains().stream()
        .flatMap(chain -> chain.rules().stream())
        .flatMap(entry -> entry.rule().statements().stream())
        .anyMatch(s -> s.text().endsWith("@" + set));
  }

  private void elements(NftCommand.OfElements command) throws NftFault {
    Place place = command.place();
    requireTable(place, "No such file or directory");
    String name = command.set().text();
    NftTableInfo.NamedSet set =
        own(place)
            .flatMap(t -> t.set(name))
            .orElseThrow(() -> source.fault("No such file or directory", command.set()));
    switch (command.verb()) {
      case FLUSH -> kernel.setElements(place.family(), place.name(), name, List.of());
      case ADD, CREATE -> addElements(place, command.set(), command.elements());
      default -> {
        List<NftInterval> left = new ArrayList<>(set.elements());
        for (Element element : command.elements()) {
          if (!left.remove(element.values()) && command.verb() == Verb.DELETE) {
            throw source.fault("element does not exist", element.word(), element.last());
          }
        }
        kernel.setElements(place.family(), place.name(), name, left);
      }
    }
  }

  private void addElements(Place place, NftToken name, List<Element> more) throws NftFault {
    NftTableInfo.NamedSet set = own(place).flatMap(t -> t.set(name.text())).orElseThrow();
    List<NftInterval> all = new ArrayList<>(set.elements());
    for (Element element : more) {
      NftInterval value = element.values();
      boolean interval = set.flags().contains("interval");
      if (!interval && value.low() != value.high()) {
        throw source.fault(
            "You must add 'flags interval' to your set declaration if you want to add prefix"
                + " elements",
            element.word(),
            element.last());
      }
      boolean overlaps =
          interval
              && all.stream()
                  .anyMatch(
                      o -> !o.equals(value) && o.low() <= value.high() && o.high() >= value.low());
      if (overlaps && value.high() != 0) {
        throw source.fault(
            "interval overlaps with an existing one", element.word(), element.last());
      }
      all.add(value);
    }
    kernel.setElements(place.family(), place.name(), name.text(), NftStatements.merged(all));
  }
}

package passerelle.sim.userland.nft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import passerelle.addr.Family;
import passerelle.netfilter.Hook;
import passerelle.netfilter.IptablesException;
import passerelle.netfilter.JumpTarget;
import passerelle.netfilter.NatTarget;
import passerelle.netfilter.Policy;
import passerelle.netfilter.Table;
import passerelle.sim.netlink.Nfnetlink;
import passerelle.sim.uapi.NftBase;
import passerelle.sim.uapi.NftExpression;
import passerelle.sim.uapi.NftFamily;
import passerelle.sim.uapi.NftObject;
import passerelle.sim.uapi.NftRule;
import passerelle.sim.uapi.NftTableInfo;
import passerelle.sim.uapi.Nftables;
import passerelle.sim.uapi.TableInfo;
import passerelle.sim.userland.nft.NftCommand.Place;
import passerelle.sim.userland.nft.NftCommand.Verb;
import passerelle.sim.userland.tool.ToolFailure;

/**
 * Does what nft was told: all of it, or nothing (src/libnftables.c, one batch; what the kernel
 * refuses is told at the word that is to blame).
 */
final class NftChanges {
  private final Nfnetlink netlink;
  private final Nftables kernel;
  private final NftSource source;
  private final NftTables tables;
  private final NftSetChanges sets;

  /**
   * Changes in one namespace.
   *
   * @param clock virtual time in nanoseconds
   */
  NftChanges(Nfnetlink netlink, NftSource source, LongSupplier clock) {
    this.netlink = netlink;
    kernel = netlink.nftables();
    this.source = source;
    tables = new NftTables(netlink, source);
    sets = new NftSetChanges(kernel, source, tables, clock);
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
      sets.set(set);
    } else if (command instanceof NftCommand.OfElements elements) {
      sets.elements(elements);
    } else if (command instanceof NftCommand.OfObject object) {
      object(object);
    }
  }

  private void object(NftCommand.OfObject command) throws NftFault {
    Place place = command.place();
    tables.requireTable(place, NftTables.NONE);
    boolean there =
        tables.own(place).flatMap(t -> t.object(command.kind(), command.name().text())).isPresent();
    if (command.object().isPresent()) {
      if (there && command.verb() == Verb.CREATE) {
        throw source.fault(NftTables.REFUSED + "File exists", command.name());
      }
      tables.makeOwn(place);
      if (!there) {
        NftObject object = command.object().get();
        kernel.addObject(place.family(), place.name(), object, command.packets(), command.bytes());
      }
      return;
    }
    if (!there && command.verb() == Verb.DELETE) {
      throw source.fault(NftTables.NONE, command.name());
    }
    if (there) {
      var refers = new NftExpression.Refers(command.kind(), command.name().text());
      boolean used =
          tables.own(place).orElseThrow().chains().stream()
              .flatMap(chain -> chain.rules().stream())
              .flatMap(entry -> entry.rule().statements().stream())
              .anyMatch(statement -> statement.does().equals(refers));
      if (used) {
        throw source.fault(NftTables.BUSY, command.name());
      }
      kernel.deleteObject(place.family(), place.name(), command.kind(), command.name().text());
    }
  }

  private void flushRuleset(Optional<NftFamily> only) {
    for (NftTableInfo table : kernel.tables()) {
      if (only.isEmpty() || only.get() == table.family()) {
        kernel.deleteTable(table.family(), table.name());
      }
    }
    for (TableInfo table : netlink.tables()) {
      if (only.isEmpty() || only.get().label().equals(NftListing.familyName(table))) {
        netlink.rules(table.family()).clear(table.table());
      }
    }
  }

  private void table(Verb verb, Place place) throws NftFault {
    boolean there = tables.own(place).isPresent() || tables.iptables(place).isPresent();
    switch (verb) {
      case ADD, CREATE -> {
        if (there && verb == Verb.CREATE) {
          throw source.fault(NftTables.REFUSED + "File exists", place.table());
        }
        if (!there) {
          kernel.addTable(place.family(), place.name(), OptionalLong.empty());
        }
      }
      case DELETE, DESTROY -> {
        if (!there && verb == Verb.DELETE) {
          throw source.fault(tables.orTable(NftTables.NONE, place), place.table());
        }
        if (tables.own(place).isPresent()) {
          kernel.deleteTable(place.family(), place.name());
        }
        tables.iptables(place).ifPresent(t -> netlink.rules(t.family()).clear(t.table()));
      }
      default -> {
        tables.requireTable(place, NftTables.NONE);
        tables
            .own(place)
            .ifPresent(t -> t.chains().forEach(c -> kernel.flush(t.family(), t.name(), c.name())));
        Optional<TableInfo> its = tables.iptables(place);
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
    if (tables.isIptables(place, chain)) {
      iptablesChain(command);
      return;
    }
    String table = place.name();
    switch (command.verb()) {
      case ADD, CREATE -> addChain(command);
      case RENAME -> {
        tables.requireChain(place, chain);
        kernel.renameChain(
            place.family(), table, chain.text(), command.name().orElseThrow().text());
      }
      case FLUSH -> kernel.flush(place.family(), table, tables.requireChain(place, chain).name());
      default -> {
        if (command.verb() == Verb.DESTROY && tables.ownChain(place, chain).isEmpty()) {
          return;
        }
        NftTableInfo.Chain found = tables.requireChain(place, chain);
        if (found.references() > 0) {
          throw source.fault(NftTables.BUSY, chain);
        }
        kernel.deleteChain(place.family(), table, chain.text());
      }
    }
  }

  private void addChain(NftCommand.OfChain command) throws NftFault {
    Place place = command.place();
    NftToken chain = command.chain();
    tables.requireTable(place, "No such file or directory");
    Optional<NftTableInfo.Chain> found = tables.ownChain(place, chain);
    if (found.isPresent()) {
      if (command.verb() == Verb.CREATE) {
        throw source.fault(NftTables.REFUSED + "File exists", chain);
      }
      if (command.policy().isPresent()) {
        kernel.setPolicy(place.family(), place.name(), chain.text(), command.policy().get());
      }
      return;
    }
    tables.makeOwn(place);
    Optional<NftBase> base =
        command.base().map(b -> b.withPolicy(command.policy().orElse(b.accepts())));
    if (base.isEmpty() && command.policy().isPresent()) {
      throw source.fault(NftTables.REFUSED + "Operation not supported", chain);
    }
    kernel.addChain(place.family(), place.name(), chain.text(), base);
  }

  private void iptablesChain(NftCommand.OfChain command) throws NftFault, ToolFailure {
    TableInfo table = tables.iptables(command.place()).orElseThrow();
    String chain = command.chain().text();
    switch (command.verb()) {
      case ADD -> {
        if (command.policy().isPresent()) {
          Policy policy = command.policy().get() ? Policy.ACCEPT : Policy.DROP;
          iptables(() -> netlink.rules(table.family()).setPolicy(table.table(), chain, policy));
        }
      }
      case FLUSH ->
          iptables(() -> netlink.rules(table.family()).flush(table.table(), Optional.of(chain)));
      case DELETE, DESTROY -> {
        if (table.chain(chain).orElseThrow().references() > 0) {
          throw source.fault(NftTables.BUSY, command.chain());
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
      throw new NftFault("Error: " + NftTables.REFUSED + refused.getMessage() + "\n");
    }
  }

  private void rule(NftCommand.OfRule command) throws NftFault, ToolFailure {
    Place place = command.place();
    if (tables.isIptables(place, command.chain())) {
      iptablesRule(command);
      return;
    }
    NftTableInfo.Chain chain = tables.requireChain(place, command.chain());
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
      throw source.fault(NftTables.REFUSED + "Too many links", command.first(), command.last());
    }
  }

  /** Where the rule is that is meant, or will be. */
  private int position(NftCommand.OfRule command, List<Long> handles) throws NftFault {
    boolean before = command.verb() == Verb.INSERT;
    if (command.index().isPresent()) {
      int index = command.index().getAsInt();
      if (index >= handles.size()) {
        throw source.fault(NftTables.NONE, command.first(), command.last());
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
      throw beside
          ? source.fault(NftTables.NONE, command.first(), command.last())
          : source.fault(NftTables.NONE, word);
    }
    return command.verb() == Verb.ADD ? at + 1 : at;
  }

  /** What a rule needs to be there, and where it may not be. */
  private void check(NftCommand.OfRule command, NftRule rule, NftTableInfo.Chain chain)
      throws NftFault {
    NftTableInfo table = tables.own(command.place()).orElseThrow();
    for (NftToken word : command.targets()) {
      boolean set = word.text().startsWith("@");
      if (set && table.set(word.text().substring(1)).isEmpty()) {
        throw source.fault("No such file or directory", word);
      }
      boolean lost =
          rule.statements().stream()
              .anyMatch(
                  s ->
                      s.does() instanceof NftExpression.Refers refers
                          && refers.name().equals(word.text())
                          && table.object(refers.kind(), refers.name()).isEmpty());
      if (lost) {
        throw source.fault(NftTables.NONE, word);
      }
      boolean jump =
          rule.targets().anyMatch(t -> t instanceof JumpTarget j && j.chain().equals(word.text()));
      if (jump && table.chain(word.text()).isEmpty()) {
        throw source.fault(NftTables.NONE, word);
      }
      if (jump && table.chain(word.text()).get().base().isPresent()) {
        throw source.fault(NftTables.REFUSED + "Operation not supported", word);
      }
    }
    Optional<NatTarget> nat =
        rule.targets().filter(NatTarget.class::isInstance).map(NatTarget.class::cast).findFirst();
    if (nat.isPresent() && chain.base().isPresent() && !fits(nat.get(), chain.base().get())) {
      throw source.fault(
          NftTables.REFUSED + "Operation not supported", command.first(), command.last());
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
    TableInfo info = tables.iptables(command.place()).orElseThrow();
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
}

package passerelle.sim.userland.nft;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import passerelle.netfilter.JumpTarget;
import passerelle.sim.uapi.NftElement;
import passerelle.sim.uapi.NftInterval;
import passerelle.sim.uapi.NftTableInfo;
import passerelle.sim.uapi.Nftables;
import passerelle.sim.userland.nft.NftCommand.Element;
import passerelle.sim.userland.nft.NftCommand.Place;
import passerelle.sim.userland.nft.NftCommand.Verb;

/** Makes, fills and removes named sets. */
record NftSetChanges(Nftables kernel, NftSource source, NftTables tables, LongSupplier clock) {
  void set(NftCommand.OfSet command) throws NftFault {
    Place place = command.place();
    tables.requireTable(place, NftTables.NONE);
    String name = command.set().text();
    boolean there = tables.own(place).flatMap(t -> t.set(name)).isPresent();
    if (command.verb() == Verb.DELETE || command.verb() == Verb.DESTROY) {
      if (!there) {
        if (command.verb() == Verb.DELETE) {
          throw source.fault(NftTables.NONE, command.set());
        }
        return;
      }
      if (isUsed(tables.own(place).orElseThrow(), name)) {
        throw source.fault(NftTables.BUSY, command.set());
      }
      kernel.deleteSet(place.family(), place.name(), name);
      return;
    }
    if (there && command.verb() == Verb.CREATE) {
      throw source.fault(NftTables.REFUSED + "File exists", command.set());
    }
    tables.makeOwn(place);
    if (!there) {
      kernel.addSet(place.family(), place.name(), name, command.spec());
    }
    addElements(place, command.set(), command.elements(), false);
  }

  private static boolean isUsed(NftTableInfo table, String set) {
    return table.chains().stream()
        .flatMap(chain -> chain.rules().stream())
        .flatMap(entry -> entry.rule().statements().stream())
        .anyMatch(s -> (s.text() + " ").contains("@" + set + " "));
  }

  void elements(NftCommand.OfElements command) throws NftFault {
    Place place = command.place();
    tables.requireTable(place, "No such file or directory");
    String name = command.set().text();
    NftTableInfo.NamedSet set =
        tables
            .own(place)
            .flatMap(t -> t.set(name))
            .orElseThrow(() -> source.fault("No such file or directory", command.set()));
    long now = clock.getAsLong();
    List<NftElement> left = new ArrayList<>(set.elements());
    left.removeIf(element -> !element.isAt(now));
    switch (command.verb()) {
      case FLUSH -> put(place, command.set(), List.of());
      case ADD, CREATE ->
          addElements(place, command.set(), command.elements(), command.verb() == Verb.CREATE);
      case GET -> {
        for (Element element : command.elements()) {
          if (left.stream().noneMatch(e -> e.values().covers(element.values()))) {
            throw source.fault(NftTables.NONE, command.first(), command.last());
          }
        }
      }
      default -> {
        for (Element element : command.elements()) {
          boolean taken =
              NftMerging.isIn(set.spec())
                  ? new NftMerging(set.spec()).remove(left, element.values())
                  : left.removeIf(e -> e.values().equals(element.values()));
          if (!taken && command.verb() == Verb.DELETE) {
            throw set.spec().isMap()
                ? source.fault(NftTables.NONE, element.word(), element.last())
                : source.fault("element does not exist", element.word(), element.last());
          }
        }
        put(place, command.set(), left);
      }
    }
  }

  private void put(Place place, NftToken set, List<NftElement> elements) throws NftFault {
    if (!kernel.setElements(place.family(), place.name(), set.text(), elements)) {
      throw source.fault(NftTables.REFUSED + "Too many links", set);
    }
  }

  private void addElements(Place place, NftToken name, List<Element> more, boolean anew)
      throws NftFault {
    NftTableInfo.NamedSet set = tables.own(place).flatMap(t -> t.set(name.text())).orElseThrow();
    long now = clock.getAsLong();
    List<NftElement> all = new ArrayList<>(set.elements());
    all.removeIf(element -> !element.isAt(now));
    for (Element element : more) {
      NftInterval value = element.values();
      check(place, set, element, all, anew);
      boolean interval = set.spec().flags().contains("interval");
      if (!interval && value.low() != value.high()) {
        throw source.fault(
            "You must add 'flags interval' to your set declaration if you want to add prefix"
                + " elements",
            element.word(),
            element.last());
      }
      boolean merges = NftMerging.isIn(set.spec());
      boolean overlaps =
          interval
              && !merges
              && all.stream()
                  .map(NftElement::values)
                  .anyMatch(
                      o -> !o.equals(value) && o.low() <= value.high() && o.high() >= value.low());
      if (overlaps && value.high() != 0) {
        throw source.fault(
            "interval overlaps with an existing one", element.word(), element.last());
      }
      all.add(element.at(set.spec(), now));
    }
    put(
        place,
        name,
        NftMerging.isIn(set.spec())
            ? new NftMerging(set.spec()).merged(all)
            : NftQuestions.merged(all, NftElement::values));
  }

  /** What the kernel refuses of an element. */
  private void check(
      Place place, NftTableInfo.NamedSet set, Element element, List<NftElement> all, boolean anew)
      throws NftFault {
    if (set.spec().isMap() && element.data().isEmpty()) {
      throw source.fault(NftTables.REFUSED + "Invalid argument", element.word());
    }
    boolean known =
        all.stream()
            .filter(e -> e.values().equals(element.values()))
            .anyMatch(e -> anew || !e.data().equals(element.data()));
    if (known) {
      throw source.fault(NftTables.REFUSED + "File exists", element.word());
    }
    if (element.verdict().orElse(null) instanceof JumpTarget jump
        && tables.own(place).orElseThrow().chain(jump.chain()).isEmpty()) {
      throw source.fault(NftTables.NONE, element.word());
    }
  }
}
